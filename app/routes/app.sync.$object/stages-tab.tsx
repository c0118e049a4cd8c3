import { StagesView } from "./stages-view.tsx";
import type { TabProps } from "./tab-props.ts";
import { useRefreshStages } from "./use-refresh-stages.ts";

/** The stages, with the portal's pipelines to be read anew. */
export function StagesTab(props: TabProps) {
  return <StagesView {...props} refresh={useRefreshStages()} />;
}
