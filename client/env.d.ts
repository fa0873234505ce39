/// <reference types="vite/client" />

import "react";

declare module "react" {
  interface CSSProperties {
    /** Our own properties in style: set through the CSSOM, so the content policy allows them. */
    [property: `--${string}`]: string | number | undefined;
  }
}
