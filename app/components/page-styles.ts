import polarisStyles from "@shopify/polaris/build/esm/styles.css?url";
import ownStyles from "./app.css?url";
import mappingStyles from "./mapping.css?url";

/** The style sheets of every page. */
export const pageStyles = () => [
  { rel: "stylesheet", href: polarisStyles },
  { rel: "stylesheet", href: ownStyles },
  { rel: "stylesheet", href: mappingStyles },
];
