<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>CallBar</name>
    <message numerus="yes">
        <source>Chat, %n unread</source>
        <translation>
            <numerusform>Chat, %n unread</numerusform>
            <numerusform>Chat, %n unread</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>FocusCard</name>
    <message numerus="yes">
        <source>%n done</source>
        <comment>stretches of focus</comment>
        <translation>
            <numerusform>%n done</numerusform>
            <numerusform>%n done</numerusform>
        </translation>
    </message>
</context>
</TS>
