/** How a command says that it did not do what it was asked: a sentence for the person, a status for the shell. */
export function complain(message: string, exitCode: number): number {
  process.stderr.write(`${message}\n`);
  return exitCode;
}
