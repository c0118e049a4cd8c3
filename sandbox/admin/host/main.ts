import { followNavigation } from "./navigation.ts";
import { followSaveBar } from "./save-bar.ts";
import { answerServices } from "./services.ts";
import { followToasts } from "./toasts.ts";

answerServices();
followSaveBar();
followToasts();
followNavigation();
