// Names of what passes between page, preload and main process.

/** The page hands one end of its channel to the preload, and the preload to the main process. */
export const PORT_MESSAGE = "anbao-port";
/** A request for one of the system's dialogs; answered with paths. */
export const CHOOSE_MESSAGE = "anbao-choose";
/** Paths and names of files that the person gave to the page, as the preload learned them; answered with what became of each. */
export const ATTACH_MESSAGE = "anbao-attach";
/** A request to save something; answered with where it lies now. */
export const SAVE_MESSAGE = "anbao-save";
/** An address for updates; answered once the person has confirmed it, or not. */
export const ADDRESS_MESSAGE = "anbao-update-address";
/** Pages for the printer. */
export const PRINT_MESSAGE = "anbao-print";
/** 复制诊断信息. */
export const DIAGNOSTICS_MESSAGE = "anbao-diagnostics";
/** A request to install the update that waits. */
export const INSTALL_MESSAGE = "anbao-install-update";
/** Under this name the page finds the shell's bridge. */
export const BRIDGE_NAME = "anbaoShell";
