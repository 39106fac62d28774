// Names of what passes between page, preload and main process.

/** The page hands one end of its channel to the preload, and the preload to the main process. */
export const PORT_MESSAGE = "anbao-port";
/** A wish for a native dialog. */
export const DIALOG_MESSAGE = "anbao-dialog";
/** A wish to install the update that waits. */
export const INSTALL_MESSAGE = "anbao-install-update";
/** Under this name the page finds the shell's bridge. */
export const BRIDGE_NAME = "anbaoShell";
