/** The reader's own text size, remembered on the device. */
import { useState } from "react";

const STORED_AS = "medskriv:text-scale";
const SCALES = [0.8, 0.9, 1, 1.15, 1.3, 1.5, 1.75, 2] as const;
const NORMAL = SCALES.indexOf(1);

export interface TextSize {
  readonly scale: number;
  readonly smaller: () => void;
  readonly larger: () => void;
}

export function useTextSize(): TextSize {
  const [step, setStep] = useState(rememberedStep);
  const go = (by: 1 | -1) => {
    const next = Math.min(SCALES.length - 1, Math.max(0, step + by));
    setStep(next);
    try {
      localStorage.setItem(STORED_AS, String(next));
    } catch (reason) {
      // Storage may be denied; the size then holds until the page is left.
      console.info("The text size is not remembered.", reason);
    }
  };
  return {
    scale: SCALES[step] ?? 1,
    smaller: () => {
      go(-1);
    },
    larger: () => {
      go(1);
    },
  };
}

function rememberedStep(): number {
  try {
    const step = Number(localStorage.getItem(STORED_AS) ?? NORMAL);
    return SCALES[step] === undefined ? NORMAL : step;
  } catch (reason) {
    console.info("This device keeps nothing.", reason);
    return NORMAL;
  }
}
