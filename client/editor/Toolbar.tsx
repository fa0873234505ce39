/** Formatting of the selected words; one tab stop, arrow keys inside it, Escape back to the text. */
import { type Editor, isActive } from "@tiptap/core";
import type { EditorState } from "@tiptap/pm/state";
import { useEditorState } from "@tiptap/react";
import {
  Bold,
  Heading,
  Italic,
  Link,
  List,
  ListOrdered,
  type LucideIcon,
  Redo2,
  Table,
  Undo2,
} from "lucide-react";
import { type KeyboardEvent, type Ref, useImperativeHandle, useRef, useState } from "react";
import { SUB_HEADING_LEVEL } from "../../shared/document/schema.ts";
import type { TextLink } from "../connection/meetingSession.ts";
import { editorText } from "../text/editor.ts";
import { act, stateShown } from "./acting.ts";
import { LinkForm } from "./LinkForm.tsx";
import { changeWholeTable, insertTable } from "./tableExtension.ts";
import { redo, undo } from "./undo.ts";

export interface ToolbarHandle {
  focus(): void;
  openLink(): void;
}

interface ToolbarProps {
  readonly editor: Editor;
  readonly link: TextLink;
  readonly ref: Ref<ToolbarHandle>;
}

interface Tool {
  readonly name: string;
  readonly keys?: string;
  readonly icon?: LucideIcon;
  /** Undefined: it does something once and is never «on». */
  readonly isOn?: (shown: EditorState) => boolean;
  readonly use: (editor: Editor) => void;
}

const TOOLS: readonly Tool[] = [
  {
    name: editorText.bold,
    keys: "Control+B",
    icon: Bold,
    isOn: (shown) => isActive(shown, "bold"),
    use: withFocus(({ commands }) => commands.toggleBold()),
  },
  {
    name: editorText.italic,
    keys: "Control+I",
    icon: Italic,
    isOn: (shown) => isActive(shown, "italic"),
    use: withFocus(({ commands }) => commands.toggleItalic()),
  },
  {
    name: editorText.heading,
    icon: Heading,
    isOn: (shown) => isActive(shown, "heading"),
    use: withFocus(({ commands }) => commands.toggleHeading({ level: SUB_HEADING_LEVEL })),
  },
  {
    name: editorText.bulletList,
    icon: List,
    isOn: (shown) => isActive(shown, "bulletList"),
    use: withFocus(({ commands }) => commands.toggleBulletList()),
  },
  {
    name: editorText.orderedList,
    icon: ListOrdered,
    isOn: (shown) => isActive(shown, "orderedList"),
    use: withFocus(({ commands }) => commands.toggleOrderedList()),
  },
];

/** The focus goes back to the text. */
function withFocus(use: (editor: Editor) => boolean): Tool["use"] {
  return (editor) => {
    act(editor, use);
    editor.commands.focus();
  };
}

const TABLE_TOOLS: readonly Tool[] = [
  tableTool(editorText.addRow, "addRowAfter"),
  tableTool(editorText.deleteRow, "deleteRow"),
  tableTool(editorText.addColumn, "addColumnAfter"),
  tableTool(editorText.deleteColumn, "deleteColumn"),
  tableTool(editorText.headerRow, "toggleHeaderRow"),
  tableTool(editorText.deleteTable, "deleteTable"),
];

type TableCommand =
  | "addRowAfter"
  | "deleteRow"
  | "addColumnAfter"
  | "deleteColumn"
  | "toggleHeaderRow"
  | "deleteTable";

function tableTool(name: string, command: TableCommand): Tool {
  return {
    name,
    use: (editor) => {
      changeWholeTable(editor, (commands) => commands[command]());
      editor.commands.focus();
    },
  };
}

function historyTools({ doc, isWritable, suggestsAs }: TextLink): readonly Tool[] {
  const { undo: undoName, redo: redoName } = editorText;
  return [
    { name: undoName, keys: "Control+Z", icon: Undo2, use: () => undo(doc, isWritable, suggestsAs) },
    { name: redoName, keys: "Control+Y", icon: Redo2, use: () => redo(doc, isWritable, suggestsAs) },
  ];
}

export function Toolbar({ editor, link, ref }: ToolbarProps) {
  const bar = useRef<HTMLDivElement>(null);
  const [linking, setLinking] = useState(false);
  const state = useEditorState({
    editor,
    selector: ({ editor: now }) => {
      const shown = stateShown(now);
      return {
        on: TOOLS.map((tool) => tool.isOn?.(shown) ?? false),
        inLink: isActive(shown, "link"),
        inTable: now.isActive("table"),
      };
    },
  });
  useImperativeHandle(ref, () => ({
    focus: () => bar.current?.querySelector<HTMLElement>("button")?.focus(),
    openLink: () => {
      setLinking(true);
    },
  }));
  const once: readonly Tool[] = [
    ...(state.inTable ? [] : [{ name: editorText.table, icon: Table, use: insertTable }]),
    ...historyTools(link),
  ];
  const linkTool: Tool = {
    name: editorText.link,
    icon: Link,
    isOn: () => state.inLink,
    use: () => {
      setLinking(true);
    },
  };
  const close = () => {
    setLinking(false);
    editor.view.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    moveInBar(event, bar.current, close);
  };
  return (
    <div className="section-tools">
      {linking && <LinkForm editor={editor} onDone={close} />}
      <div
        className="section-toolbar"
        role="toolbar"
        aria-label={editorText.toolbar}
        ref={bar}
        onKeyDown={onKeyDown}
      >
        {TOOLS.map((tool, index) => (
          <ToolButton
            key={tool.name}
            tool={tool}
            editor={editor}
            on={state.on[index] ?? false}
            first={index === 0}
          />
        ))}
        <ToolButton tool={linkTool} editor={editor} on={state.inLink} />
        {once.map((tool) => (
          <ToolButton key={tool.name} tool={tool} editor={editor} />
        ))}
        {state.inTable &&
          TABLE_TOOLS.map((tool) => <ToolButton key={tool.name} tool={tool} editor={editor} />)}
      </div>
    </div>
  );
}

interface ToolButtonProps {
  readonly tool: Tool;
  readonly editor: Editor;
  readonly on?: boolean;
  readonly first?: boolean;
}

function ToolButton({ tool, editor, on, first = false }: ToolButtonProps) {
  const Icon = tool.icon;
  return (
    <button
      type="button"
      tabIndex={first ? 0 : -1}
      {...(tool.isOn && { "aria-pressed": on })}
      {...(Icon && { "aria-label": tool.name, title: tool.name })}
      {...(tool.keys && { "aria-keyshortcuts": tool.keys })}
      // The selection in the text must stay where it is.
      onMouseDown={(event) => {
        event.preventDefault();
      }}
      onClick={() => {
        tool.use(editor);
      }}
    >
      {Icon ? <Icon size={18} aria-hidden="true" /> : tool.name}
    </button>
  );
}

function moveInBar(event: KeyboardEvent, bar: HTMLElement | null, leave: () => void): void {
  if (event.key === "Escape") {
    event.preventDefault();
    leave();
    return;
  }
  const buttons = [...(bar?.querySelectorAll<HTMLElement>("button") ?? [])];
  const at = buttons.findIndex((button) => button === document.activeElement);
  const steps: Readonly<Record<string, number>> = {
    ArrowRight: at + 1,
    ArrowLeft: at - 1,
    Home: 0,
    End: buttons.length - 1,
  };
  const next = steps[event.key];
  if (next === undefined) return;
  event.preventDefault();
  buttons.at(next % buttons.length)?.focus();
}
