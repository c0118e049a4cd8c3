import type { NewPipeline } from "#sandbox/hubspot/crm/pipelines/pipeline.ts";

const inState = (id: string, label: string, state: "OPEN" | "CLOSED") => ({ id, label, metadata: { state } });
const withProbability = (id: string, label: string, probability: string) => ({ id, label, metadata: { probability } });
const inOrder = <T>(stages: T[]) => stages.map((stage, displayOrder) => ({ ...stage, displayOrder }));

/** What every account has, by type id; the ids are the same everywhere, labels can be renamed. */
export const STANDARD_PIPELINES: Record<string, NewPipeline[]> = {
  "0-123": [
    {
      id: "14a2e10e-5471-408a-906e-c51f3b04369e",
      label: "Order Pipeline",
      displayOrder: 0,
      stages: inOrder([
        inState("4b27b500-f031-4927-9811-68a0b525cbae", "Open", "OPEN"),
        inState("937ea84d-0a4f-4dcf-9028-3f9c2aafbf03", "Processed", "OPEN"),
        inState("aa99e8d0-c1d5-4071-b915-d240bbb1aed9", "Shipped", "CLOSED"),
        inState("3725360f-519b-4b18-a593-494d60a29c9f", "Delivered", "CLOSED"),
        inState("3c85a297-e9ce-400b-b42e-9f16853d69d6", "Cancelled", "CLOSED"),
      ]),
    },
  ],
  "0-3": [
    {
      id: "default",
      label: "Sales Pipeline",
      displayOrder: 0,
      stages: inOrder([
        withProbability("appointmentscheduled", "Appointment Scheduled", "0.2"),
        withProbability("qualifiedtobuy", "Qualified To Buy", "0.4"),
        withProbability("presentationscheduled", "Presentation Scheduled", "0.6"),
        withProbability("decisionmakerboughtin", "Decision Maker Bought-In", "0.8"),
        withProbability("contractsent", "Contract Sent", "0.9"),
        withProbability("closedwon", "Closed Won", "1.0"),
        withProbability("closedlost", "Closed Lost", "0.0"),
      ]),
    },
  ],
};
