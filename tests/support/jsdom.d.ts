/** The little of jsdom that is used outside vitest, which brings its own. */
declare module "jsdom" {
  export class JSDOM {
    constructor(html: string, options: { readonly pretendToBeVisual: boolean });
    readonly window: object;
  }
}
