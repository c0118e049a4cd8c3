/** A HubSpot account that has nothing: no property, no pipeline. */
export const emptyPortal = {
  properties: async () => [],
  completeProperties: async () => [],
  pipelines: async () => [],
  createPipeline: async () => "limit" as const,
};
