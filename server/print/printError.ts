/** Why a PDF could not be made, with the Danish sentence for the person who asked for it. */

const PRINT_PROBLEMS = {
  refused: "teksten indeholder noget, der ikke kan sættes op. Sig det til jeres support",
  crashed: "udskriften gik i stå. Prøv igen",
  timeout: "det tog for lang tid. Prøv igen",
  busy: "mange henter PDF lige nu. Prøv igen om et øjeblik",
  closed: "serveren er ved at lukke. Prøv igen om et øjeblik",
} as const;
export type PrintProblem = keyof typeof PRINT_PROBLEMS;

export class PrintError extends Error {
  readonly problem: PrintProblem;

  constructor(problem: PrintProblem, options?: { readonly cause: unknown }) {
    super(`PDF kunne ikke dannes: ${PRINT_PROBLEMS[problem]}.`, options);
    this.name = "PrintError";
    this.problem = problem;
  }
}
