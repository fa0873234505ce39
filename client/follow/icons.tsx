/** The three drawings of the follow view; the icon library would cost a follower more than the text. */
import type { ReactNode, SVGProps } from "react";

type DrawingProps = Omit<SVGProps<SVGSVGElement>, "ref">;

function drawing(shape: ReactNode) {
  return function Drawing(props: DrawingProps) {
    return (
      <svg
        viewBox="0 0 24 24"
        fill="none"
        stroke="currentColor"
        strokeWidth={2}
        strokeLinecap="round"
        strokeLinejoin="round"
        {...props}
      >
        {shape}
      </svg>
    );
  };
}

export const Previous = drawing(<path d="m15 18-6-6 6-6" />);
export const Next = drawing(<path d="m9 18 6-6-6-6" />);
export const Tick = drawing(<path d="M20 6 9 17l-5-5" />);
export const Now = drawing(
  <>
    <circle cx="12" cy="12" r="10" />
    <circle cx="12" cy="12" r="2.5" fill="currentColor" />
  </>,
);
