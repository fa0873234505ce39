/** Any drawing that takes the attributes of an svg: those of the icon library, and the follower's own few. */
import type { ComponentType, SVGProps } from "react";

export type Icon = ComponentType<Omit<SVGProps<SVGSVGElement>, "ref">>;
