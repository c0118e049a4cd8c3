import type { Dispatch, SetStateAction } from "react";
import type { MainObjectKey } from "#app/sync/record.ts";
import type { OpenMapping } from "./fields/draft-mapping.ts";
import type { FormFaults } from "./form-faults.ts";
import type { SyncForm } from "./sync-form.ts";
import type { SyncModel } from "./sync-model.ts";

/** What each tab of the editor is given: the one form that spans them, and the way to change it. */
export interface TabProps {
  object: MainObjectKey;
  model: SyncModel;
  /** the choices as they stand on the page, saved or not */
  form: SyncForm;
  /** what the server refused when the form was last saved */
  faults: FormFaults;
  /** something is being saved */
  busy: boolean;
  onChange: (patch: Partial<SyncForm>) => void;
}

export interface FieldsTabProps extends TabProps {
  /** the mapping that is being put together: it is no part of the form yet, and stays open when another tab is looked at */
  open: OpenMapping | null;
  onOpen: Dispatch<SetStateAction<OpenMapping | null>>;
}
