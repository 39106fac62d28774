; Always for the person who installs: no rights are needed and none are asked for, so the page that offers "all users" is left out.
!macro customInstallMode
  StrCpy $isForceCurrentInstall "1"
!macroend
