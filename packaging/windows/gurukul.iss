; The installer for Windows, for Inno Setup 6.3 or newer. packaging/windows/package.py runs its
; compiler and gives the definitions; by hand:
;
;   ISCC.exe /DVersion=0.1.0 /DNumbers=0.1.0.0 /DArch=x64 /DApp=C:\dist\app\gurukul
;            /DIcon=C:\dist\gurukul.ico /OC:\dist /FGurukul-0.1.0-windows-x64 gurukul.iss
;
; It installs for one user, so that nobody has to be an administrator, and what it makes it
; removes. What the app keeps for the student (%LOCALAPPDATA%\gurukul) stays.

#ifndef Version
  #error Version is not defined: gurukul_desktop.__version__
#endif
#ifndef Numbers
  #error Numbers is not defined: the version as four numbers
#endif
#ifndef Arch
  #error Arch is not defined: x64 or arm64
#endif
#ifndef App
  #error App is not defined: the folder that PyInstaller made
#endif
#ifndef Icon
  #error Icon is not defined: an .ico file
#endif
#if Arch == "x64"
  #define Machines "x64compatible"
#else
  #define Machines Arch
#endif

#define Name "Gurukul"
#define Program "gurukul.exe"
#define Scheme "gurukul"
#define LinkKey "Software\Classes\" + Scheme

[Setup]
; Windows knows the app by this for ever: a newer version replaces an older one by it.
AppId={{9C79E5A2-960C-4684-A81A-6BA1DC5D7CE7}
AppName={#Name}
AppVersion={#Version}
AppVerName={#Name} {#Version}
AppPublisher=The Gurukul Desktop authors
VersionInfoVersion={#Numbers}
VersionInfoProductTextVersion={#Version}
VersionInfoDescription={#Name} installer

PrivilegesRequired=lowest
DefaultDirName={localappdata}\Programs\{#Name}
UsePreviousAppDir=yes
DisableDirPage=auto
DisableProgramGroupPage=yes
DisableReadyPage=yes
WizardStyle=modern

; Qt 6.11 needs this Windows 10 (1809).
MinVersion=10.0.17763
ArchitecturesAllowed={#Machines}
ArchitecturesInstallIn64BitMode={#Machines}

; A running app would keep its files. Windows' Restart Manager asks it to close, as it does at
; the end of a session, and ends it if it does not answer. Nothing typed is lost: the app keeps
; what it must at once. A mutex (AppMutex) would make Setup ask the student to do the same.
CloseApplications=force
CloseApplicationsFilter=*.exe,*.dll,*.pyd
RestartApplications=no

Compression=lzma2/max
SolidCompression=yes
LZMAUseSeparateProcess=yes
TimeStampsInUTC=yes

SetupIconFile={#Icon}
UninstallDisplayIcon={app}\{#Program}
UninstallDisplayName={#Name}

#ifdef Sign
; The command is given by /Sgurukul=...; it signs the installer and the uninstaller.
SignTool=gurukul
SignedUninstaller=yes
#endif

[Languages]
; Inno Setup brings no Hindi, and the app itself speaks English.
Name: "english"; MessagesFile: "compiler:Default.isl"

[Messages]
english.ConfirmUninstall=Remove %1 from this computer?%n%nYour settings and your sign-in stay in your user folder, for the day you install it again.

[Tasks]
Name: "desktopicon"; Description: "{cm:CreateDesktopIcon}"; GroupDescription: "{cm:AdditionalIcons}"; Flags: unchecked

[InstallDelete]
; A library that the new version does not have must not stay beside those that it has.
Type: filesandordirs; Name: "{app}\_internal"

[Files]
Source: "{#App}\*"; DestDir: "{app}"; Flags: ignoreversion recursesubdirs createallsubdirs

[Icons]
Name: "{userprograms}\{#Name}"; Filename: "{app}\{#Program}"
Name: "{userdesktop}\{#Name}"; Filename: "{app}\{#Program}"; Tasks: desktopicon

[Registry]
; gurukul://… opens the app, which takes nothing behind a link (gurukul_desktop/cli.py).
Root: HKCU; Subkey: "{#LinkKey}"; ValueType: string; ValueName: ""; ValueData: "URL:{#Name}"; Flags: uninsdeletekey
Root: HKCU; Subkey: "{#LinkKey}"; ValueType: string; ValueName: "URL Protocol"; ValueData: ""; Flags: uninsdeletekey
Root: HKCU; Subkey: "{#LinkKey}\DefaultIcon"; ValueType: string; ValueName: ""; ValueData: """{app}\{#Program}"",0"; Flags: uninsdeletekey
Root: HKCU; Subkey: "{#LinkKey}\shell\open\command"; ValueType: string; ValueName: ""; ValueData: """{app}\{#Program}"" ""%1"""; Flags: uninsdeletekey

[Run]
Filename: "{app}\{#Program}"; Description: "{cm:LaunchProgram,{#Name}}"; Flags: nowait postinstall skipifsilent

[UninstallDelete]
Type: dirifempty; Name: "{app}"

[Code]
const
  MOST_LOOKS = 50;
  LOOK_MILLISECONDS = 200;

{ Tells every program that runs from the app's folder to end, by taskkill with Options ('' only
  counts them); returns how many there are. 0 as well if Windows cannot be asked. }
function TellApp(const Options: String): Integer;
var
  Locator, Service, Processes, Process: Variant;
  Number, Status: Integer;
  Folder, Path: String;
begin
  Result := 0;
  Folder := AddBackslash(ExpandConstant('{app}'));
  try
    Locator := CreateOleObject('WbemScripting.SWbemLocator');
    Service := Locator.ConnectServer('.', 'root\CIMV2');
    Processes := Service.ExecQuery(
      'SELECT ProcessId, ExecutablePath FROM Win32_Process WHERE Name LIKE ''gurukul%''');
    for Number := 0 to Processes.Count - 1 do
    begin
      Process := Processes.ItemIndex(Number);
      { Another user's is Null, and so not ours to end. }
      Path := '';
      if not VarIsNull(Process.ExecutablePath) then
        Path := Process.ExecutablePath;
      if SameText(Copy(Path, 1, Length(Folder)), Folder) then
      begin
        Result := Result + 1;
        if Options <> '' then
          Exec(ExpandConstant('{sys}\taskkill.exe'),
            Options + ' /PID ' + IntToStr(Process.ProcessId), '', SW_HIDE,
            ewWaitUntilTerminated, Status);
      end;
    end;
  except
    Log('The programs that run cannot be listed: ' + GetExceptionMessage);
  end;
end;

{ The uninstaller has no Restart Manager. The app is asked to close its window, which ends it in
  order, and is ended after ten seconds. }
procedure CurUninstallStepChanged(CurUninstallStep: TUninstallStep);
var
  Looks: Integer;
begin
  if (CurUninstallStep <> usUninstall) or (TellApp('/T') = 0) then
    Exit;
  Looks := 0;
  while (Looks < MOST_LOOKS) and (TellApp('') > 0) do
  begin
    Sleep(LOOK_MILLISECONDS);
    Looks := Looks + 1;
  end;
  if TellApp('/F /T') > 0 then
    Sleep(LOOK_MILLISECONDS);
end;
