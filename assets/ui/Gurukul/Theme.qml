pragma Singleton

import QtQuick

// Every colour, size and duration of the app. Dark is an indigo night, light is the
// morning after; saffron is kept for the one thing to do next.
QtObject {
    id: theme

    property bool reducedMotion: false
    property int scheme: Application.styleHints.colorScheme
    // In percent; every size of a font follows it.
    property int textSize: 100
    readonly property bool dark: scheme !== Qt.ColorScheme.Light

    function sized(pixels: int): int {
        return Math.round(pixels * textSize / 100);
    }

    // Ground
    readonly property color groundTop: dark ? "#2a2168" : "#fffaf0"
    readonly property color groundBottom: dark ? "#130f30" : "#efe6f8"
    readonly property color ornament: dark ? "#ffb547" : "#e08a1a"
    // The rings of dawn, from the horizon outwards
    readonly property list<color> dawn: dark ? ["#20ff9f43", "#24e0646e", "#2eb14f9a", "#2e7b4fc4", "#224f46b8"] : ["#59ffc46b", "#40ffb38a", "#33f7a6b8", "#2bd8a6e8", "#20b9a6f0"]
    readonly property color surface: dark ? "#2b2562" : "#ffffff"
    readonly property color surfaceRaised: dark ? "#3a337c" : "#f3edfb"
    readonly property color veil: dark ? "#a6080618" : "#8c1f1a4a"
    readonly property color line: dark ? "#4b4391" : "#d9cfe8"
    readonly property color chosen: dark ? "#4d448f" : "#e6dcf7"

    // Words
    readonly property color text: dark ? "#fbf5e9" : "#1f1a4a"
    readonly property color textSoft: dark ? "#d8d2f0" : "#544c7d"
    readonly property color accentText: dark ? "#ffcd80" : "#874500"

    // What can be pressed
    readonly property color accent: "#ffab2e"
    readonly property color accentHover: "#ffba52"
    readonly property color accentPressed: "#ee9512"
    readonly property color accentInk: "#1d1747"
    readonly property color danger: "#c5303f"
    readonly property color dangerHover: "#d23c4b"
    readonly property color dangerPressed: "#a92533"
    readonly property color dangerInk: "#ffffff"
    readonly property color focus: dark ? "#ffe0a8" : "#5b3fd0"
    readonly property color good: dark ? "#7fdcae" : "#11734a"

    // A warm notice
    readonly property color notice: dark ? "#3d2a55" : "#fff0d6"
    readonly property color noticeLine: dark ? "#a8703f" : "#eebf78"
    readonly property color noticeText: dark ? "#fff1d9" : "#4a2c05"

    // Over a moving picture: the same by day and by night
    readonly property color stage: "#0c0a1e"
    readonly property color stageTop: "#241d57"
    readonly property color stageText: "#fbf5e9"
    readonly property color stageTextSoft: "#cfc9e8"
    readonly property color stageGood: "#7fdcae"
    readonly property color scrim: "#c80f0c26"
    readonly property color shade: "#990a0820"
    readonly property color scrimLine: "#33ffffff"
    readonly property color glass: "#e6282253"
    readonly property color glassHover: "#f03a337c"
    readonly property color glassPressed: "#f0201b49"

    // People
    readonly property list<color> people: ["#f2a03d", "#7fb8a4", "#e58a7b", "#a99bf0", "#7fb2e5"]
    readonly property color peopleInk: "#1d1747"

    // Sizes in pixels
    readonly property int space: 8
    readonly property int gap: 16
    readonly property int wide: 28
    readonly property int edge: 24
    readonly property int radius: 18
    readonly property int control: 48
    readonly property int controlLarge: 64
    readonly property int icon: Math.round((22 + sized(22)) / 2)
    readonly property int focusWidth: 3
    readonly property int contentWidth: sized(560)
    readonly property int sheetWidth: Math.max(400, sized(330))
    readonly property int menuWidth: 260
    readonly property int narrow: 440
    readonly property int stageLeast: 300
    readonly property int smallWindowWidth: 336
    readonly property int smallWindowHeight: 189
    readonly property int chatWidth: 340
    readonly property int readingWidth: 720
    readonly property int settingsWidth: 860
    readonly property int settingsListWidth: sized(220)
    readonly property int readingHeight: 640
    readonly property int emblem: 76
    // Where the lobby has room for two columns, and for its words at leisure.
    readonly property int lobbyWidth: sized(800)
    readonly property int lobbyHeight: sized(820)
    readonly property int lobbyMost: 1080
    readonly property int previewHeight: 200
    readonly property int compactWidth: 760
    readonly property int compactHeight: sized(560)

    readonly property int fontSmall: sized(13)
    readonly property int fontBody: sized(16)
    readonly property int fontButton: sized(17)
    readonly property int fontLarge: sized(22)
    readonly property int fontTitleCompact: sized(32)
    readonly property int fontTitle: sized(44)

    // Durations in milliseconds
    readonly property int quick: reducedMotion ? 0 : 120
    readonly property int fade: reducedMotion ? 0 : 220
    readonly property int frame: 40
    readonly property int turn: 1400
    readonly property int ping: 2700
    readonly property int toast: 5000
    // Controls over a picture leave when nothing stirs for so long.
    property int idle: 3000
    // What cannot be undone waits for so long, so that a double click does not do it.
    property int settle: 400
}
