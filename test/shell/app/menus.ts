// Menu and MenuItem (docs/api/menu.md, menu-item.md): the bar and menus that pop up, read and clicked by the test.
import type { MenuEntry, TestLine } from "../process/test-line.ts";
import type { BaseWindow } from "../page/browser-window.ts";

type Template = Readonly<{
  label?: string;
  role?: string;
  type?: string;
  id?: string;
  enabled?: boolean;
  visible?: boolean;
  accelerator?: string;
  submenu?: readonly Template[] | Menu;
  click?: (item: MenuItem, window: BaseWindow | null, event: object) => void;
}>;

/** What a role does: the program's listeners never hear of it (docs/api/menu-item.md, `role`). */
export type RoleDoer = (role: string, window: BaseWindow | null) => void;

export class MenuItem {
  readonly label: string;
  readonly role: string | undefined;
  readonly type: string;
  readonly id: string | undefined;
  readonly visible: boolean;
  readonly submenu: Menu | undefined;
  readonly accelerator: string | undefined;
  enabled: boolean;
  readonly #click: Template["click"];

  constructor(request: Template) {
    this.label = request.label ?? request.role ?? "";
    this.role = request.role?.toLowerCase();
    this.type = request.type ?? (request.submenu === undefined ? "normal" : "submenu");
    this.id = request.id;
    this.enabled = request.enabled ?? true;
    this.visible = request.visible ?? true;
    this.accelerator = request.accelerator;
    this.submenu = request.submenu === undefined || request.submenu instanceof Menu ? request.submenu : menuOf(request.submenu);
    this.#click = request.click;
  }

  /** Somebody clicks it. */
  press(window: BaseWindow | null, doRole: RoleDoer): void {
    if (!this.enabled || !this.visible) throw new Error(`the entry ${this.label} cannot be clicked`);
    if (this.role === undefined) this.#click?.(this, window, {});
    else doRole(this.role, window);
  }
}

export class Menu {
  readonly items: MenuItem[] = [];

  append(item: MenuItem): void {
    this.items.push(item);
  }

  /** The entry with that id, in this menu or below. */
  getMenuItemById(id: string): MenuItem | null {
    return this.items.map((one) => (one.id === id ? one : one.submenu?.getMenuItemById(id))).find((one) => one != null) ?? null;
  }

  /** The entry under these labels. */
  find([label, ...below]: readonly string[]): MenuItem {
    const item = this.items.find((one) => one.label === label);
    if (item === undefined) throw new Error(`no entry ${label} in ${this.items.map((one) => one.label).join(", ")}`);
    return below.length === 0 ? item : (item.submenu ?? new Menu()).find(below);
  }

  read(): readonly MenuEntry[] {
    return this.items
      .filter(({ visible, type }) => visible && type !== "separator")
      .map(({ label, role, enabled, submenu }) => ({
        label,
        enabled,
        ...(role === undefined ? {} : { role }),
        ...(submenu === undefined ? {} : { items: submenu.read() }),
      }));
  }
}

function menuOf(template: readonly (Template | MenuItem)[]): Menu {
  const menu = new Menu();
  for (const one of template) menu.append(one instanceof MenuItem ? one : new MenuItem(one));
  return menu;
}

/** The module `Menu`. Until the program sets a menu there is Electron's own, in English (docs/api/menu.md). */
export function openMenus(line: TestLine, focused: () => BaseWindow | null, doRole: RoleDoer) {
  const state: { menu: Menu | null } = {
    menu: menuOf(["File", "Edit", "View", "Window", "Help"].map((label) => ({ label, submenu: [] }))),
  };
  class ProgramMenu extends Menu {
    static setApplicationMenu(menu: Menu | null): void {
      state.menu = menu;
      line.note("menu", { labels: menu?.read().map(({ label }) => label) ?? [] });
    }

    static getApplicationMenu(): Menu | null {
      return state.menu;
    }

    static buildFromTemplate(template: readonly (Template | MenuItem)[]): ProgramMenu {
      const menu = new ProgramMenu();
      for (const one of template) menu.append(one instanceof MenuItem ? one : new MenuItem(one));
      return menu;
    }

    popup({ window, callback }: Readonly<{ window?: BaseWindow; callback?: () => void }> = {}): void {
      const choose = async (): Promise<void> => {
        const path = await line.show({ kind: "popup", items: this.read() });
        if (Array.isArray(path)) this.find(path as string[]).press(window ?? focused(), doRole);
        callback?.();
      };
      void choose();
    }
  }
  return {
    Menu: ProgramMenu,
    press: (path: readonly string[]) => (state.menu ?? new Menu()).find(path).press(focused(), doRole),
    read: () => state.menu?.read() ?? [],
  };
}
