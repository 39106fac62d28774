// Where files are chosen, dropped, or taken from a folder: that of a camera's card or of a phone that shows as a drive as well.
import { Button } from "antd";
import { useRef, useState, type DragEvent, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Icon } from "../../../ui/icons.tsx";
import type { GivenFolder } from "./folder-choice.tsx";
import { droppedFiles } from "./dropped-files.ts";

type GivenProps = Readonly<{
  onFiles: (files: readonly File[]) => void;
  /** All files of a folder: a person says which of them are meant. */
  onFolder: (folder: GivenFolder) => void;
}>;

/** Takes what is dropped anywhere on it. */
export function DropArea({ onFiles, onFolder, children }: GivenProps & Readonly<{ children: ReactNode }>) {
  const [over, setOver] = useState(false);
  const drop = (event: DragEvent): void => {
    if (!event.dataTransfer.types.includes("Files")) return;
    event.preventDefault();
    setOver(false);
    void droppedFiles(event.dataTransfer).then((dropped) => (dropped.folders ? onFolder(dropped) : onFiles(dropped.files)));
  };
  return (
    <div
      className="stack"
      onDragOver={(event) => {
        if (!event.dataTransfer.types.includes("Files")) return;
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      {children}
      <DropZone over={over} onFiles={onFiles} onFolder={onFolder} />
    </div>
  );
}

function DropZone({ over, onFiles, onFolder }: GivenProps & Readonly<{ over: boolean }>) {
  const { t } = useTranslation("media");
  return (
    <div className={over ? "drop drop-over" : "drop"}>
      <p>{t("dropHere")}</p>
      <p className="muted small">{t("dropWhat")}</p>
      <div className="row tight">
        <PickButton name={t("pick")} icon="add" onFiles={onFiles} />
        <PickButton
          name={t("pickFolder")}
          icon="folder"
          onFiles={(files) => onFolder({ files, unread: 0, more: false })}
          folder
        />
      </div>
    </div>
  );
}

type PickProps = Readonly<{
  name: string;
  icon: Parameters<typeof Icon>[0]["name"];
  onFiles: (files: readonly File[]) => void;
  folder?: boolean;
}>;

/** React does not know the attribute by type. */
const FOLDER = { webkitdirectory: "" };

function PickButton({ name, icon, onFiles, folder = false }: PickProps) {
  const picker = useRef<HTMLInputElement>(null);
  return (
    <>
      <Button size="small" icon={<Icon name={icon} size={16} />} onClick={() => picker.current?.click()}>
        {name}
      </Button>
      <input
        ref={picker}
        type="file"
        multiple
        hidden
        aria-label={name}
        {...(folder && FOLDER)}
        onChange={(event) => {
          onFiles([...(event.target.files ?? [])]);
          event.target.value = "";
        }}
      />
    </>
  );
}
