// Entry of the screen: words, then the program.
import { QueryClientProvider } from "@tanstack/react-query";
import { createRoot } from "react-dom/client";
import { Program } from "./app/program.tsx";
import { startWords } from "./i18n/i18n.ts";
import { queries } from "./rpc/api.ts";
import "./theme/base.css";
import "./theme/parts.css";
import "./theme/frame.css";
import "./theme/media.css";

async function start(): Promise<void> {
  await startWords();
  const root = document.getElementById("root");
  if (root === null) throw new Error("the page has no root");
  createRoot(root).render(
    <QueryClientProvider client={queries}>
      <Program />
    </QueryClientProvider>,
  );
}

void start();
