/** A sentence whose quoted words stand out; read aloud it is the plain sentence. */

export function Quoted({ sentence }: { readonly sentence: string }) {
  // At odd places stand the quotes, with their marks.
  const parts = sentence.split(/(‹[^›]*›)/u);
  return (
    <>
      {parts.map((part, index) =>
        index % 2 === 1 ? (
          // The same words may be quoted twice in one sentence.
          // oxlint-disable-next-line react/no-array-index-key
          <b key={`${index}${part}`}>{part}</b>
        ) : (
          part
        ),
      )}
    </>
  );
}
