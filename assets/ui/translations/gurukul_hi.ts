<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="hi" sourcelanguage="en">
<context>
    <name>AboutOverview</name>
    <message>
        <source>Look for a newer version once a day</source>
        <translation>दिन में एक बार नया संस्करण देखें</translation>
    </message>
    <message>
        <source>%1 Nothing about you is sent, and nothing is downloaded.</source>
        <translation>%1 आपके बारे में कुछ नहीं भेजा जाता और कुछ डाउनलोड नहीं होता।</translation>
    </message>
    <message>
        <source>Gurukul %1 is available</source>
        <translation>गुरुकुल %1 उपलब्ध है</translation>
    </message>
    <message>
        <source>Get it</source>
        <translation>पाएँ</translation>
    </message>
    <message>
        <source>Get Gurukul %1</source>
        <translation>गुरुकुल %1 पाएँ</translation>
    </message>
    <message>
        <source>Gurukul’s own code is free under the MIT licence. This app also brings parts by others; some, such as the video encoder x264, are under the GPL, and so the app as a whole is, too. “Licences” names them all, and where their source is.</source>
        <translation>गुरुकुल का अपना कोड MIT लाइसेंस के तहत मुक्त है। इस ऐप में दूसरों के बनाए हिस्से भी हैं; कुछ, जैसे वीडियो एन्कोडर x264, GPL के तहत हैं, इसलिए पूरा ऐप भी GPL के तहत है। “लाइसेंस” में सबके नाम और उनके स्रोत की जगह दी गई है।</translation>
    </message>
    <message>
        <source>Gurukul’s own code is free under the MIT licence.</source>
        <translation>गुरुकुल का अपना कोड MIT लाइसेंस के तहत मुक्त है।</translation>
    </message>
    <message>
        <source>Licences</source>
        <translation>लाइसेंस</translation>
    </message>
    <message>
        <source>The report is copied. Paste it into a message to whoever helps you. It holds no names, addresses or messages.</source>
        <translation>रिपोर्ट कॉपी हो गई। इसे मदद करने वाले को भेजे जाने वाले संदेश में चिपकाएँ। इसमें नाम, पते या संदेश नहीं हैं।</translation>
    </message>
    <message>
        <source>Something is not as it should be? A report tells whoever helps you of this app, this system, your settings and what was logged last. It holds no names, addresses or messages.</source>
        <translation>कुछ ठीक नहीं चल रहा? रिपोर्ट आपकी मदद करने वाले को यह ऐप, यह सिस्टम, आपकी सेटिंग और लॉग की पिछली पंक्तियाँ बताती है। इसमें नाम, पते या संदेश नहीं हैं।</translation>
    </message>
    <message>
        <source>Copy report</source>
        <translation>रिपोर्ट कॉपी करें</translation>
    </message>
</context>
<context>
    <name>AboutSheet</name>
    <message>
        <source>About Gurukul</source>
        <translation>गुरुकुल के बारे में</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>वापस</translation>
    </message>
    <message>
        <source>Licences</source>
        <translation>लाइसेंस</translation>
    </message>
    <message>
        <source>Gurukul %1</source>
        <translation>गुरुकुल %1</translation>
    </message>
    <message>
        <source>Study calls, one to one</source>
        <translation>पढ़ाई की कॉल, आमने-सामने</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>बंद करें</translation>
    </message>
    <message>
        <source>Close about</source>
        <translation>परिचय बंद करें</translation>
    </message>
</context>
<context>
    <name>AfterCallBar</name>
    <message>
        <source>History</source>
        <translation>इतिहास</translation>
    </message>
</context>
<context>
    <name>AppearanceSection</name>
    <message>
        <source>Colours</source>
        <translation>रंग</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>सिस्टम जैसा</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>हल्का</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>गहरा</translation>
    </message>
    <message>
        <source>Text size</source>
        <translation>अक्षरों का आकार</translation>
    </message>
    <message>
        <source>%L1 %</source>
        <translation>%L1 %</translation>
    </message>
    <message>
        <source>Reduce motion</source>
        <translation>गति कम करें</translation>
    </message>
    <message>
        <source>Off: as the system says</source>
        <translation>बंद: जैसा सिस्टम कहे</translation>
    </message>
</context>
<context>
    <name>BlockedPanel</name>
    <message>
        <source>Blocked people</source>
        <translation>रोके गए लोग</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>बंद करें</translation>
    </message>
    <message>
        <source>Close blocked people</source>
        <translation>रोके गए लोगों की सूची बंद करें</translation>
    </message>
    <message>
        <source>You are not paired with them. They are not told, and the list stays on this computer.</source>
        <translation>आपको उनसे नहीं मिलाया जाता। उन्हें बताया नहीं जाता, और सूची इसी कंप्यूटर पर रहती है।</translation>
    </message>
    <message>
        <source>Nobody is blocked. You can block a partner in a call or right after it.</source>
        <translation>किसी को रोका नहीं गया है। आप साथी को कॉल में या उसके ठीक बाद रोक सकते हैं।</translation>
    </message>
</context>
<context>
    <name>BlockedRow</name>
    <message>
        <source>%1, %2</source>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>Allow to meet again?</source>
        <translation>फिर मिलने दें?</translation>
    </message>
    <message>
        <source>Blocked</source>
        <translation>रोका गया</translation>
    </message>
    <message>
        <source>Blocked on %1</source>
        <translation>%1 को रोका गया</translation>
    </message>
    <message>
        <source>Unblock</source>
        <translation>रोक हटाएँ</translation>
    </message>
    <message>
        <source>Unblock %1</source>
        <translation>%1 से रोक हटाएँ</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>रखें</translation>
    </message>
    <message>
        <source>Keep %1 blocked</source>
        <translation>%1 को रोके रखें</translation>
    </message>
    <message>
        <source>Yes, unblock %1</source>
        <translation>हाँ, %1 से रोक हटाएँ</translation>
    </message>
</context>
<context>
    <name>BuddiesOnline</name>
    <message>
        <source>Called first</source>
        <translation>पहले कॉल होगी</translation>
    </message>
    <message>
        <source>Call first</source>
        <translation>पहले कॉल करें</translation>
    </message>
    <message>
        <source>Who of your buddies looks for a partner too is called before anybody else.</source>
        <translation>आपके जो मित्र भी साथी खोज रहे हैं, उन्हें सबसे पहले कॉल होगी।</translation>
    </message>
    <message>
        <source>Buddies are called first</source>
        <translation>पहले मित्रों को कॉल होगी</translation>
    </message>
    <message>
        <source>Anyone may be called</source>
        <translation>किसी को भी कॉल हो सकती है</translation>
    </message>
</context>
<context>
    <name>BuddiesPanel</name>
    <message>
        <source>You are offline</source>
        <translation>आप ऑफ़लाइन हैं</translation>
    </message>
    <message>
        <source>%1 of %2 online</source>
        <translation>%2 में से %1 ऑनलाइन</translation>
    </message>
    <message>
        <source>Buddies</source>
        <translation>मित्र</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>बंद करें</translation>
    </message>
    <message>
        <source>Close buddies</source>
        <translation>मित्रों की सूची बंद करें</translation>
    </message>
    <message>
        <source>No buddies yet</source>
        <translation>अभी कोई मित्र नहीं</translation>
    </message>
    <message>
        <source>When a call goes well, press “Add as buddy” in it. If your partner says yes, you find them here, and “Buddies first” looks for them.</source>
        <translation>जब कोई कॉल अच्छी चले, तो उसमें “मित्र बनाएँ” दबाइए। साथी के हाँ कहने पर वे यहाँ मिलेंगे, और “पहले मित्र” उन्हें खोजेगा।</translation>
    </message>
    <message>
        <source>Blocked people (%L1)</source>
        <translation>रोके गए लोग (%L1)</translation>
    </message>
</context>
<context>
    <name>BuddyRequest</name>
    <message>
        <source>%1 wants to be your buddy</source>
        <translation>%1 आपका मित्र बनना चाहते हैं</translation>
    </message>
    <message>
        <source>wants to be your buddy</source>
        <translation>आपका मित्र बनना चाहते हैं</translation>
    </message>
    <message>
        <source>Not now</source>
        <translation>अभी नहीं</translation>
    </message>
    <message>
        <source>Accept</source>
        <translation>स्वीकार करें</translation>
    </message>
</context>
<context>
    <name>BuddyRow</name>
    <message>
        <source>%1, %2</source>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>Remove?</source>
        <translation>हटाएँ?</translation>
    </message>
    <message>
        <source>Remove %1?</source>
        <translation>%1 को हटाएँ?</translation>
    </message>
    <message>
        <source>Online</source>
        <translation>ऑनलाइन</translation>
    </message>
    <message>
        <source>Offline</source>
        <translation>ऑफ़लाइन</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>हटाएँ</translation>
    </message>
    <message>
        <source>Remove %1</source>
        <translation>%1 को हटाएँ</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>रखें</translation>
    </message>
    <message>
        <source>Keep %1</source>
        <translation>%1 को रखें</translation>
    </message>
    <message>
        <source>Yes, remove %1</source>
        <translation>हाँ, %1 को हटाएँ</translation>
    </message>
</context>
<context>
    <name>BuddyStanding</name>
    <message>
        <source>Asked</source>
        <translation>पूछा गया</translation>
    </message>
    <message>
        <source>Accept as buddy</source>
        <translation>मित्र बनाना स्वीकार करें</translation>
    </message>
    <message>
        <source>Buddies</source>
        <translation>मित्र</translation>
    </message>
    <message>
        <source>Add as buddy</source>
        <translation>मित्र बनाएँ</translation>
    </message>
    <message>
        <source>You asked %1 to be your buddy</source>
        <translation>आपने %1 को मित्र बनने के लिए कहा है</translation>
    </message>
    <message>
        <source>You and %1 are buddies</source>
        <translation>आप और %1 मित्र हैं</translation>
    </message>
</context>
<context>
    <name>CallBar</name>
    <message>
        <source>Mute</source>
        <translation>म्यूट करें</translation>
    </message>
    <message>
        <source>Unmute</source>
        <translation>अनम्यूट करें</translation>
    </message>
    <message>
        <source>Turn camera off</source>
        <translation>कैमरा बंद करें</translation>
    </message>
    <message>
        <source>Turn camera on</source>
        <translation>कैमरा चालू करें</translation>
    </message>
    <message>
        <source>Stop sharing</source>
        <translation>साझा करना रोकें</translation>
    </message>
    <message>
        <source>Share screen</source>
        <translation>स्क्रीन साझा करें</translation>
    </message>
    <message>
        <source>Skip</source>
        <translation>आगे बढ़ें</translation>
    </message>
    <message>
        <source>End</source>
        <translation>समाप्त करें</translation>
    </message>
    <message>
        <source>Hide chat</source>
        <translation>बातचीत छिपाएँ</translation>
    </message>
    <message numerus="yes">
        <source>Chat, %n unread</source>
        <translation>
            <numerusform>बातचीत, %n अपठित</numerusform>
            <numerusform>बातचीत, %n अपठित</numerusform>
        </translation>
    </message>
    <message>
        <source>Chat</source>
        <translation>बातचीत</translation>
    </message>
    <message>
        <source>Camera and sound</source>
        <translation>कैमरा और आवाज़</translation>
    </message>
    <message>
        <source>Report</source>
        <translation>शिकायत करें</translation>
    </message>
    <message>
        <source>More</source>
        <translation>और</translation>
    </message>
</context>
<context>
    <name>CallFigures</name>
    <message>
        <source>Figures of the call</source>
        <translation>कॉल के आँकड़े</translation>
    </message>
</context>
<context>
    <name>CallGoals</name>
    <message>
        <source>Your goal</source>
        <translation>आपका लक्ष्य</translation>
    </message>
    <message>
        <source>Your partner’s goal</source>
        <translation>आपके साथी का लक्ष्य</translation>
    </message>
    <message>
        <source>%1’s goal</source>
        <translation>%1 का लक्ष्य</translation>
    </message>
</context>
<context>
    <name>CallMenu</name>
    <message>
        <source>More</source>
        <translation>और</translation>
    </message>
    <message>
        <source>Camera and sound</source>
        <translation>कैमरा और आवाज़</translation>
    </message>
    <message>
        <source>Share screen</source>
        <translation>स्क्रीन साझा करें</translation>
    </message>
    <message>
        <source>Leave full screen</source>
        <translation>पूरी स्क्रीन से बाहर</translation>
    </message>
    <message>
        <source>Full screen</source>
        <translation>पूरी स्क्रीन</translation>
    </message>
    <message>
        <source>Close the small window</source>
        <translation>छोटी विंडो बंद करें</translation>
    </message>
    <message>
        <source>Small window</source>
        <translation>छोटी विंडो</translation>
    </message>
    <message>
        <source>Small window when minimised</source>
        <translation>छोटा करने पर छोटी विंडो</translation>
    </message>
    <message>
        <source>Figures of the call</source>
        <translation>कॉल के आँकड़े</translation>
    </message>
</context>
<context>
    <name>CallNews</name>
    <message>
        <source>Connected with %1</source>
        <translation>%1 से जुड़े हैं</translation>
    </message>
    <message>
        <source>Reconnecting…</source>
        <translation>फिर से जुड़ रहे हैं…</translation>
    </message>
    <message>
        <source>Connected again</source>
        <translation>फिर से जुड़ गए</translation>
    </message>
    <message>
        <source>Partner is no longer muted</source>
        <translation>साथी अब म्यूट नहीं हैं</translation>
    </message>
    <message>
        <source>Partner is muted</source>
        <translation>साथी म्यूट हैं</translation>
    </message>
    <message>
        <source>Partner’s camera is on</source>
        <translation>साथी का कैमरा चालू है</translation>
    </message>
    <message>
        <source>Partner’s camera is off</source>
        <translation>साथी का कैमरा बंद है</translation>
    </message>
    <message>
        <source>Your microphone is on</source>
        <translation>आपका माइक्रोफ़ोन चालू है</translation>
    </message>
    <message>
        <source>Your microphone is off</source>
        <translation>आपका माइक्रोफ़ोन बंद है</translation>
    </message>
    <message>
        <source>Your camera is on</source>
        <translation>आपका कैमरा चालू है</translation>
    </message>
    <message>
        <source>Your camera is off</source>
        <translation>आपका कैमरा बंद है</translation>
    </message>
</context>
<context>
    <name>CallStage</name>
    <message>
        <source>Audio call</source>
        <translation>ऑडियो कॉल</translation>
    </message>
    <message>
        <source>The picture is on its way…</source>
        <translation>तस्वीर आ रही है…</translation>
    </message>
    <message>
        <source>Camera is off</source>
        <translation>कैमरा बंद है</translation>
    </message>
</context>
<context>
    <name>CallSummary</name>
    <message>
        <source>Call ended</source>
        <translation>कॉल समाप्त</translation>
    </message>
</context>
<context>
    <name>CallsSection</name>
    <message>
        <source>Find the next partner by itself</source>
        <translation>अगला साथी अपने-आप खोजें</translation>
    </message>
    <message>
        <source>After a call, without being asked</source>
        <translation>कॉल के बाद, बिना पूछे</translation>
    </message>
    <message>
        <source>Notifications</source>
        <translation>सूचनाएँ</translation>
    </message>
    <message>
        <source>When somebody was found while you look at something else</source>
        <translation>जब आप कुछ और देख रहे हों और कोई मिल जाए</translation>
    </message>
    <message>
        <source>Quality of the picture</source>
        <translation>तस्वीर की गुणवत्ता</translation>
    </message>
    <message>
        <source>Automatic: as good as the line allows</source>
        <translation>अपने-आप: जितना नेटवर्क चले</translation>
    </message>
    <message>
        <source>Best: for a fast line</source>
        <translation>सर्वोत्तम: तेज़ नेटवर्क के लिए</translation>
    </message>
    <message>
        <source>Save data: for who pays for every megabyte</source>
        <translation>डेटा बचाएँ: जो हर मेगाबाइट का पैसा देते हैं</translation>
    </message>
    <message>
        <source>Focus time</source>
        <translation>एकाग्रता का समय</translation>
    </message>
    <message>
        <source>%L1 min</source>
        <translation>%L1 मि</translation>
    </message>
    <message>
        <source>Break</source>
        <translation>विराम</translation>
    </message>
</context>
<context>
    <name>CameraPreview</name>
    <message>
        <source>Turn camera on</source>
        <translation>कैमरा चालू करें</translation>
    </message>
    <message>
        <source>Look at it now</source>
        <translation>अभी देखें</translation>
    </message>
</context>
<context>
    <name>ChatBubble</name>
    <message>
        <source>Open link %1</source>
        <translation>लिंक %1 खोलें</translation>
    </message>
    <message>
        <source>%1 · not delivered yet</source>
        <translation>%1 · अभी नहीं पहुँचा</translation>
    </message>
</context>
<context>
    <name>ChatField</name>
    <message>
        <source>A message holds %L1 characters. The rest was left out.</source>
        <translation>एक संदेश में %L1 अक्षर आते हैं। बाकी छोड़ दिया गया।</translation>
    </message>
    <message>
        <source>Message to %1</source>
        <translation>%1 को संदेश</translation>
    </message>
    <message>
        <source>Write a message</source>
        <translation>संदेश लिखें</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>भेजें</translation>
    </message>
</context>
<context>
    <name>ChatPanel</name>
    <message>
        <source>Chat with %1</source>
        <translation>%1 के साथ बातचीत</translation>
    </message>
    <message>
        <source>Chat</source>
        <translation>बातचीत</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>बंद करें</translation>
    </message>
    <message>
        <source>Close chat</source>
        <translation>बातचीत बंद करें</translation>
    </message>
    <message>
        <source>Messages are not stored. They are gone when the call ends.</source>
        <translation>संदेश सहेजे नहीं जाते। कॉल समाप्त होते ही मिट जाते हैं।</translation>
    </message>
    <message>
        <source>Messages</source>
        <translation>संदेश</translation>
    </message>
    <message>
        <source>Nothing written yet</source>
        <translation>अभी कुछ नहीं लिखा गया</translation>
    </message>
</context>
<context>
    <name>ChatPreview</name>
    <message>
        <source>Open chat</source>
        <translation>बातचीत खोलें</translation>
    </message>
</context>
<context>
    <name>Chooser</name>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
</context>
<context>
    <name>ConnectingPage</name>
    <message>
        <source>Waiting for partner…</source>
        <translation>साथी की प्रतीक्षा…</translation>
    </message>
    <message>
        <source>Skip</source>
        <translation>आगे बढ़ें</translation>
    </message>
    <message>
        <source>End</source>
        <translation>समाप्त करें</translation>
    </message>
</context>
<context>
    <name>CrashNotice</name>
    <message>
        <source>Gurukul did not close properly last time.</source>
        <translation>पिछली बार गुरुकुल ठीक से बंद नहीं हुआ था।</translation>
    </message>
    <message>
        <source>If that keeps happening, a report helps whoever looks after Gurukul for you.</source>
        <translation>यदि ऐसा बार-बार हो, तो रिपोर्ट से गुरुकुल की देखभाल करने वाले को मदद मिलेगी।</translation>
    </message>
    <message>
        <source>Copy report</source>
        <translation>रिपोर्ट कॉपी करें</translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation>हटाएँ</translation>
    </message>
    <message>
        <source>Dismiss the notice of the last run</source>
        <translation>पिछली बार की सूचना हटाएँ</translation>
    </message>
</context>
<context>
    <name>DeviceNotice</name>
    <message>
        <source>Continue with audio only</source>
        <translation>केवल ऑडियो से आगे बढ़ें</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>फिर कोशिश करें</translation>
    </message>
    <message>
        <source>Choose another</source>
        <translation>दूसरा चुनें</translation>
    </message>
</context>
<context>
    <name>DeviceSwitches</name>
    <message>
        <source>Hide my network address from strangers</source>
        <translation>अजनबियों से मेरा नेटवर्क पता छिपाएँ</translation>
    </message>
    <message>
        <source>From your next call on, through the server’s relay</source>
        <translation>अगली कॉल से, सर्वर के रिले के रास्ते</translation>
    </message>
</context>
<context>
    <name>DeviceTrouble</name>
    <message>
        <source>Try again</source>
        <translation>फिर कोशिश करें</translation>
    </message>
</context>
<context>
    <name>DevicesPanel</name>
    <message>
        <source>Camera and sound</source>
        <translation>कैमरा और आवाज़</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>बंद करें</translation>
    </message>
    <message>
        <source>Close camera and sound</source>
        <translation>कैमरा और आवाज़ बंद करें</translation>
    </message>
    <message>
        <source>Camera</source>
        <translation>कैमरा</translation>
    </message>
    <message>
        <source>Microphone</source>
        <translation>माइक्रोफ़ोन</translation>
    </message>
    <message>
        <source>Speaker</source>
        <translation>स्पीकर</translation>
    </message>
    <message>
        <source>Test sound</source>
        <translation>आवाज़ परखें</translation>
    </message>
    <message>
        <source>All settings</source>
        <translation>सभी सेटिंग</translation>
    </message>
</context>
<context>
    <name>DevicesSection</name>
    <message>
        <source>Chosen on the command line for this run</source>
        <translation>इस बार के लिए कमांड लाइन पर चुना गया</translation>
    </message>
    <message>
        <source>Camera</source>
        <translation>कैमरा</translation>
    </message>
    <message>
        <source>Microphone</source>
        <translation>माइक्रोफ़ोन</translation>
    </message>
    <message>
        <source>Speaker</source>
        <translation>स्पीकर</translation>
    </message>
    <message>
        <source>Test sound</source>
        <translation>आवाज़ परखें</translation>
    </message>
</context>
<context>
    <name>EndedPage</name>
    <message>
        <source>Find the next</source>
        <translation>अगला खोजें</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>हो गया</translation>
    </message>
    <message>
        <source>Call ended</source>
        <translation>कॉल समाप्त</translation>
    </message>
    <message>
        <source>The next partner is one press away.</source>
        <translation>अगला साथी एक बटन दूर है।</translation>
    </message>
</context>
<context>
    <name>FirstStart</name>
    <message>
        <source>Welcome to Gurukul</source>
        <translation>गुरुकुल में स्वागत है</translation>
    </message>
    <message>
        <source>Your camera and sound</source>
        <translation>आपका कैमरा और आवाज़</translation>
    </message>
    <message>
        <source>Good to know</source>
        <translation>जानने योग्य</translation>
    </message>
    <message>
        <source>Step %1 of %2</source>
        <translation>चरण %1, कुल %2</translation>
    </message>
    <message>
        <source>Skip all</source>
        <translation>सब छोड़ें</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>वापस</translation>
    </message>
    <message>
        <source>Skip</source>
        <translation>छोड़ें</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>आगे</translation>
    </message>
    <message>
        <source>Start studying</source>
        <translation>पढ़ना शुरू करें</translation>
    </message>
</context>
<context>
    <name>FocusCard</name>
    <message>
        <source>Focus timer, shared with %1</source>
        <translation>एकाग्रता टाइमर, %1 के साथ साझा</translation>
    </message>
    <message numerus="yes">
        <source>%n done</source>
        <comment>stretches of focus</comment>
        <translation>
            <numerusform>%n पूरा</numerusform>
            <numerusform>%n पूरे</numerusform>
        </translation>
    </message>
    <message>
        <source>Close timer</source>
        <translation>टाइमर बंद करें</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>रोकें</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>फिर शुरू करें</translation>
    </message>
    <message>
        <source>Pause timer</source>
        <translation>टाइमर रोकें</translation>
    </message>
    <message>
        <source>Resume timer</source>
        <translation>टाइमर फिर शुरू करें</translation>
    </message>
    <message>
        <source>End timer</source>
        <translation>टाइमर समाप्त करें</translation>
    </message>
    <message>
        <source>Study in stretches with short breaks. You both see the timer, and either of you can pause it.</source>
        <translation>छोटे विरामों के साथ टुकड़ों में पढ़िए। टाइमर दोनों को दिखता है, और कोई भी उसे रोक सकता है।</translation>
    </message>
    <message>
        <source>%1’s app has no timer. You can use it for yourself.</source>
        <translation>%1 के ऐप में टाइमर नहीं है। आप इसे अपने लिए चला सकते हैं।</translation>
    </message>
    <message>
        <source>Focus, minutes</source>
        <translation>एकाग्रता, मिनट</translation>
    </message>
    <message>
        <source>Break, minutes</source>
        <translation>विराम, मिनट</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>शुरू करें</translation>
    </message>
    <message>
        <source>Start timer</source>
        <translation>टाइमर शुरू करें</translation>
    </message>
    <message>
        <source>25 / 5</source>
        <translation>25 / 5</translation>
    </message>
    <message>
        <source>25 minutes of focus, 5 of break</source>
        <translation>25 मिनट एकाग्रता, 5 मिनट विराम</translation>
    </message>
</context>
<context>
    <name>GoalLine</name>
    <message>
        <source>Goals</source>
        <translation>लक्ष्य</translation>
    </message>
    <message>
        <source>Set a goal for this call</source>
        <translation>इस कॉल का लक्ष्य लिखें</translation>
    </message>
    <message>
        <source>Your goal: %1</source>
        <translation>आपका लक्ष्य: %1</translation>
    </message>
    <message>
        <source>Your goal for this call</source>
        <translation>इस कॉल के लिए आपका लक्ष्य</translation>
    </message>
    <message>
        <source>Keep goal</source>
        <translation>लक्ष्य रखें</translation>
    </message>
    <message>
        <source>%1’s goal: %2</source>
        <translation>%1 का लक्ष्य: %2</translation>
    </message>
</context>
<context>
    <name>Header</name>
    <message>
        <source>No connection to the server</source>
        <translation>सर्वर से संपर्क नहीं</translation>
    </message>
    <message>
        <source>Offline</source>
        <translation>ऑफ़लाइन</translation>
    </message>
    <message>
        <source>Gurukul</source>
        <translation>गुरुकुल</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>सेटिंग</translation>
    </message>
</context>
<context>
    <name>HistorySheet</name>
    <message>
        <source>History</source>
        <translation>इतिहास</translation>
    </message>
    <message>
        <source>Kept on this computer only</source>
        <translation>केवल इसी कंप्यूटर पर रहता है</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>बंद करें</translation>
    </message>
    <message>
        <source>Close history</source>
        <translation>इतिहास बंद करें</translation>
    </message>
    <message>
        <source>No sessions yet</source>
        <translation>अभी कोई सत्र नहीं</translation>
    </message>
    <message>
        <source>After each call you find here with whom you studied and how long. Nobody but you can see it.</source>
        <translation>हर कॉल के बाद यहाँ दिखेगा कि आपने किसके साथ और कितनी देर पढ़ा। इसे केवल आप देख सकते हैं।</translation>
    </message>
    <message>
        <source>Forget all sessions for good?</source>
        <translation>सारे सत्र हमेशा के लिए भुला दें?</translation>
    </message>
    <message>
        <source>1 session</source>
        <translation>1 सत्र</translation>
    </message>
    <message>
        <source>%L1 sessions</source>
        <translation>%L1 सत्र</translation>
    </message>
    <message>
        <source>Clear history</source>
        <translation>इतिहास मिटाएँ</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>रखें</translation>
    </message>
    <message>
        <source>Keep the history</source>
        <translation>इतिहास रखें</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>मिटाएँ</translation>
    </message>
    <message>
        <source>Yes, clear the history</source>
        <translation>हाँ, इतिहास मिटाएँ</translation>
    </message>
</context>
<context>
    <name>IdlePage</name>
    <message>
        <source>Ready to Study?</source>
        <translation>पढ़ने के लिए तैयार?</translation>
    </message>
    <message>
        <source>One press, one partner. Study together, face to face.</source>
        <translation>एक बटन, एक साथी। आमने-सामने साथ पढ़िए।</translation>
    </message>
    <message>
        <source>Find Partner</source>
        <translation>साथी खोजें</translation>
    </message>
    <message>
        <source>Buddies · %L1 online</source>
        <translation>मित्र · %L1 ऑनलाइन</translation>
    </message>
    <message>
        <source>Buddies</source>
        <translation>मित्र</translation>
    </message>
    <message>
        <source>History</source>
        <translation>इतिहास</translation>
    </message>
    <message>
        <source>About</source>
        <translation>परिचय</translation>
    </message>
</context>
<context>
    <name>KeyTable</name>
    <message>
        <source>Find a partner; in a call, full screen</source>
        <translation>साथी खोजें; कॉल में, पूरी स्क्रीन</translation>
    </message>
    <message>
        <source>Skip to the next partner</source>
        <translation>अगले साथी पर जाएँ</translation>
    </message>
    <message>
        <source>End the call</source>
        <translation>कॉल समाप्त करें</translation>
    </message>
    <message>
        <source>Cancel the search, or close what is open</source>
        <translation>खोज रद्द करें, या जो खुला है उसे बंद करें</translation>
    </message>
    <message>
        <source>Microphone on or off</source>
        <translation>माइक्रोफ़ोन चालू या बंद</translation>
    </message>
    <message>
        <source>Camera on or off</source>
        <translation>कैमरा चालू या बंद</translation>
    </message>
    <message>
        <source>Chat</source>
        <translation>बातचीत</translation>
    </message>
    <message>
        <source>Focus timer</source>
        <translation>एकाग्रता टाइमर</translation>
    </message>
    <message>
        <source>Share the screen, or stop</source>
        <translation>स्क्रीन साझा करें, या रोकें</translation>
    </message>
    <message>
        <source>How good the call is, in figures</source>
        <translation>कॉल कितनी अच्छी है, आँकड़ों में</translation>
    </message>
    <message>
        <source>Full screen</source>
        <translation>पूरी स्क्रीन</translation>
    </message>
    <message>
        <source>Small window on top of others</source>
        <translation>सबसे ऊपर छोटी विंडो</translation>
    </message>
    <message>
        <source>Buddies</source>
        <translation>मित्र</translation>
    </message>
    <message>
        <source>Camera and sound</source>
        <translation>कैमरा और आवाज़</translation>
    </message>
    <message>
        <source>History of your sessions</source>
        <translation>आपके सत्रों का इतिहास</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>सेटिंग</translation>
    </message>
    <message>
        <source>About Gurukul</source>
        <translation>गुरुकुल के बारे में</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>बाहर निकलें</translation>
    </message>
</context>
<context>
    <name>LanguageSection</name>
    <message>
        <source>Language</source>
        <translation>भाषा</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>सिस्टम जैसा</translation>
    </message>
</context>
<context>
    <name>LevelMeter</name>
    <message>
        <source>Microphone level</source>
        <translation>माइक्रोफ़ोन का स्तर</translation>
    </message>
    <message>
        <source>You are muted</source>
        <translation>आप म्यूट हैं</translation>
    </message>
    <message>
        <source>Unmute</source>
        <translation>अनम्यूट करें</translation>
    </message>
</context>
<context>
    <name>LicenceList</name>
    <message>
        <source>Search parts, licences and their texts</source>
        <translation>हिस्से, लाइसेंस और उनके पाठ खोजें</translation>
    </message>
    <message>
        <source>Nothing with these words</source>
        <translation>इन शब्दों से कुछ नहीं मिला</translation>
    </message>
    <message>
        <source>%L1 of %L2</source>
        <translation>%L2 में से %L1</translation>
    </message>
    <message>
        <source>Licences</source>
        <translation>लाइसेंस</translation>
    </message>
</context>
<context>
    <name>LicenceRow</name>
    <message>
        <source>%1, %2</source>
        <translation>%1, %2</translation>
    </message>
</context>
<context>
    <name>LicenceText</name>
    <message>
        <source>Copied</source>
        <translation>कॉपी हो गया</translation>
    </message>
    <message>
        <source>Copy all</source>
        <translation>सब कॉपी करें</translation>
    </message>
    <message>
        <source>Text of the licence</source>
        <translation>लाइसेंस का पाठ</translation>
    </message>
</context>
<context>
    <name>LinkDialog</name>
    <message>
        <source>Open this link?</source>
        <translation>यह लिंक खोलें?</translation>
    </message>
    <message>
        <source>It leads out of Gurukul, to %1, and opens in your browser. Open it only if you trust it.</source>
        <translation>यह गुरुकुल से बाहर %1 पर ले जाता है और आपके ब्राउज़र में खुलेगा। भरोसा हो तभी खोलें।</translation>
    </message>
    <message>
        <source>Its name has letters of other alphabets, which can look like those of a site that you know.</source>
        <translation>इसके नाम में दूसरी लिपियों के अक्षर हैं, जो किसी जानी-पहचानी साइट जैसे दिख सकते हैं।</translation>
    </message>
    <message>
        <source>Open link</source>
        <translation>लिंक खोलें</translation>
    </message>
    <message>
        <source>Do not open</source>
        <translation>न खोलें</translation>
    </message>
</context>
<context>
    <name>LobbyPreview</name>
    <message>
        <source>Audio only: your camera stays off.</source>
        <translation>केवल ऑडियो: आपका कैमरा बंद रहेगा।</translation>
    </message>
    <message>
        <source>Your camera stays closed until somebody was found.</source>
        <translation>किसी के मिलने तक आपका कैमरा बंद रहेगा।</translation>
    </message>
    <message>
        <source>Nobody sees you yet. Your camera is off.</source>
        <translation>अभी आपको कोई नहीं देख रहा। आपका कैमरा बंद है।</translation>
    </message>
    <message>
        <source>Turn camera on</source>
        <translation>कैमरा चालू करें</translation>
    </message>
    <message>
        <source>Stop preview</source>
        <translation>झलक रोकें</translation>
    </message>
    <message>
        <source>Start preview</source>
        <translation>झलक शुरू करें</translation>
    </message>
    <message>
        <source>Stop microphone test</source>
        <translation>माइक्रोफ़ोन की जाँच रोकें</translation>
    </message>
    <message>
        <source>Test microphone</source>
        <translation>माइक्रोफ़ोन परखें</translation>
    </message>
    <message>
        <source>Camera and sound</source>
        <translation>कैमरा और आवाज़</translation>
    </message>
    <message>
        <source>Sound</source>
        <translation>आवाज़</translation>
    </message>
    <message>
        <source>Check camera and sound</source>
        <translation>कैमरा और आवाज़ जाँचें</translation>
    </message>
    <message>
        <source>Check sound</source>
        <translation>आवाज़ जाँचें</translation>
    </message>
</context>
<context>
    <name>Main</name>
    <message>
        <source>Gurukul</source>
        <translation>गुरुकुल</translation>
    </message>
</context>
<context>
    <name>MovableSelf</name>
    <message>
        <source>Your picture is at the bottom right</source>
        <translation>आपकी तस्वीर नीचे दाईं ओर है</translation>
    </message>
    <message>
        <source>Your picture is at the bottom left</source>
        <translation>आपकी तस्वीर नीचे बाईं ओर है</translation>
    </message>
    <message>
        <source>Your picture is at the top right</source>
        <translation>आपकी तस्वीर ऊपर दाईं ओर है</translation>
    </message>
    <message>
        <source>Your picture is at the top left</source>
        <translation>आपकी तस्वीर ऊपर बाईं ओर है</translation>
    </message>
    <message>
        <source>%1. The arrow keys move it.</source>
        <translation>%1। तीर वाली कुंजियों से उसे खिसकाएँ।</translation>
    </message>
</context>
<context>
    <name>NextSearch</name>
    <message>
        <source>Stay here</source>
        <translation>यहीं रुकें</translation>
    </message>
    <message>
        <source>Find the next by itself</source>
        <translation>अगला अपने-आप खोजें</translation>
    </message>
</context>
<context>
    <name>NoteField</name>
    <message>
        <source>%L1 of %L2</source>
        <translation>%L2 में से %L1</translation>
    </message>
    <message>
        <source>%L1 of %L2 characters</source>
        <translation>%L2 में से %L1 अक्षर</translation>
    </message>
</context>
<context>
    <name>Notices</name>
    <message>
        <source>Close</source>
        <translation>बंद करें</translation>
    </message>
    <message>
        <source>Close this notice</source>
        <translation>यह सूचना बंद करें</translation>
    </message>
</context>
<context>
    <name>PartnerChip</name>
    <message>
        <source>Connected with %1</source>
        <translation>%1 से जुड़े हैं</translation>
    </message>
    <message>
        <source>Partner is muted</source>
        <translation>साथी म्यूट हैं</translation>
    </message>
    <message>
        <source>Duration %1</source>
        <translation>अवधि %1</translation>
    </message>
</context>
<context>
    <name>PastGoal</name>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
</context>
<context>
    <name>PastSessionRow</name>
    <message>
        <source>Remove from the history?</source>
        <translation>इतिहास से हटाएँ?</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <translation>%1 · %2</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>हटाएँ</translation>
    </message>
    <message>
        <source>Remove session with %1, %2</source>
        <translation>%1 के साथ का सत्र हटाएँ, %2</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>रखें</translation>
    </message>
    <message>
        <source>Keep session with %1, %2</source>
        <translation>%1 के साथ का सत्र रखें, %2</translation>
    </message>
    <message>
        <source>Yes, remove session with %1, %2</source>
        <translation>हाँ, %1 के साथ का सत्र हटाएँ, %2</translation>
    </message>
</context>
<context>
    <name>PrivacySection</name>
    <message>
        <source>Camera only after a match</source>
        <translation>साथी मिलने पर ही कैमरा</translation>
    </message>
    <message>
        <source>It stays closed in the lobby and while you search</source>
        <translation>यह लॉबी में और खोज के दौरान बंद रहता है</translation>
    </message>
    <message>
        <source>Hide my network address from strangers</source>
        <translation>अजनबियों से मेरा नेटवर्क पता छिपाएँ</translation>
    </message>
    <message>
        <source>From your next call on, through the server’s relay</source>
        <translation>अगली कॉल से, सर्वर के रिले के रास्ते</translation>
    </message>
    <message>
        <source>Where the server has a relay; the present one has none</source>
        <translation>जहाँ सर्वर के पास रिले हो; अभी वाले के पास नहीं है</translation>
    </message>
</context>
<context>
    <name>QualityChoice</name>
    <message>
        <source>Picture quality</source>
        <translation>तस्वीर की गुणवत्ता</translation>
    </message>
    <message>
        <source>Save data</source>
        <translation>डेटा बचाएँ</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>अपने-आप</translation>
    </message>
    <message>
        <source>Best</source>
        <translation>सर्वोत्तम</translation>
    </message>
</context>
<context>
    <name>QualityMark</name>
    <message>
        <source>%1. Figures of the call</source>
        <translation>%1। कॉल के आँकड़े</translation>
    </message>
</context>
<context>
    <name>Reconnecting</name>
    <message>
        <source>Reconnecting…</source>
        <translation>फिर से जुड़ रहे हैं…</translation>
    </message>
</context>
<context>
    <name>ReportDialog</name>
    <message>
        <source>Report and block %1</source>
        <translation>%1 की शिकायत करें और रोकें</translation>
    </message>
    <message>
        <source>The call ends, you will not be paired again, and the admin reads it.</source>
        <translation>कॉल समाप्त होगी, आप फिर नहीं मिलाए जाएँगे, और व्यवस्थापक इसे पढ़ेंगे।</translation>
    </message>
    <message>
        <source>You will not be paired again, and the admin reads it.</source>
        <translation>आप फिर नहीं मिलाए जाएँगे, और व्यवस्थापक इसे पढ़ेंगे।</translation>
    </message>
    <message>
        <source>What happened?</source>
        <translation>क्या हुआ?</translation>
    </message>
    <message>
        <source>What should the admin know? (optional)</source>
        <translation>व्यवस्थापक को क्या जानना चाहिए? (वैकल्पिक)</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>रद्द करें</translation>
    </message>
    <message>
        <source>Cancel report</source>
        <translation>शिकायत रद्द करें</translation>
    </message>
    <message>
        <source>Only block</source>
        <translation>केवल रोकें</translation>
    </message>
    <message>
        <source>You will not be paired again; nobody is told.</source>
        <translation>आप फिर नहीं मिलाए जाएँगे; किसी को बताया नहीं जाता।</translation>
    </message>
    <message>
        <source>Report and block</source>
        <translation>शिकायत करें और रोकें</translation>
    </message>
</context>
<context>
    <name>ReportOffer</name>
    <message>
        <source>Report %1</source>
        <translation>%1 की शिकायत करें</translation>
    </message>
</context>
<context>
    <name>ResetSection</name>
    <message>
        <source>Everything in these settings becomes as it was at the first start. Your history, your buddies and who you blocked stay. A copy of the present settings is kept beside them.</source>
        <translation>इन सेटिंग में सब कुछ पहली बार जैसा हो जाएगा। आपका इतिहास, आपके मित्र और रोके गए लोग बने रहेंगे। मौजूदा सेटिंग की एक प्रति पास में रखी जाएगी।</translation>
    </message>
    <message>
        <source>Reset all settings…</source>
        <translation>सभी सेटिंग फिर से पहले जैसी करें…</translation>
    </message>
    <message>
        <source>Keep them</source>
        <translation>रखें</translation>
    </message>
    <message>
        <source>Reset now</source>
        <translation>अभी रीसेट करें</translation>
    </message>
    <message>
        <source>About Gurukul</source>
        <translation>गुरुकुल के बारे में</translation>
    </message>
</context>
<context>
    <name>RoundButton</name>
    <message>
        <source>99+</source>
        <translation>99+</translation>
    </message>
</context>
<context>
    <name>SearchingPage</name>
    <message>
        <source>Finding a Partner…</source>
        <translation>साथी खोज रहे हैं…</translation>
    </message>
    <message>
        <source>Searching for %1</source>
        <translation>%1 से खोज रहे हैं</translation>
    </message>
    <message>
        <source>Retry now</source>
        <translation>अभी फिर कोशिश करें</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>रद्द करें</translation>
    </message>
</context>
<context>
    <name>SelfView</name>
    <message>
        <source>Your camera</source>
        <translation>आपका कैमरा</translation>
    </message>
    <message>
        <source>Your camera is off</source>
        <translation>आपका कैमरा बंद है</translation>
    </message>
    <message>
        <source>You share your screen</source>
        <translation>आप अपनी स्क्रीन साझा कर रहे हैं</translation>
    </message>
</context>
<context>
    <name>ServerSection</name>
    <message>
        <source>Address of the server</source>
        <translation>सर्वर का पता</translation>
    </message>
    <message>
        <source>Look for a newer version once a day</source>
        <translation>दिन में एक बार नया संस्करण देखें</translation>
    </message>
    <message>
        <source>%1 Nothing about you is sent, and nothing is downloaded.</source>
        <translation>%1 आपके बारे में कुछ नहीं भेजा जाता और कुछ डाउनलोड नहीं होता।</translation>
    </message>
</context>
<context>
    <name>SettingsSheet</name>
    <message>
        <source>You</source>
        <translation>आप</translation>
    </message>
    <message>
        <source>Devices</source>
        <translation>उपकरण</translation>
    </message>
    <message>
        <source>Sounds</source>
        <translation>आवाज़ें</translation>
    </message>
    <message>
        <source>Voice</source>
        <translation>मेरी आवाज़</translation>
    </message>
    <message>
        <source>Calls</source>
        <translation>कॉल</translation>
    </message>
    <message>
        <source>Privacy</source>
        <translation>गोपनीयता</translation>
    </message>
    <message>
        <source>Appearance</source>
        <translation>रूप-रंग</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>भाषा</translation>
    </message>
    <message>
        <source>Server and updates</source>
        <translation>सर्वर और अपडेट</translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>कीबोर्ड शॉर्टकट</translation>
    </message>
    <message>
        <source>Reset and about</source>
        <translation>रीसेट और परिचय</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>सेटिंग</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>वापस</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>बंद करें</translation>
    </message>
    <message>
        <source>Close settings</source>
        <translation>सेटिंग बंद करें</translation>
    </message>
</context>
<context>
    <name>ShareSheet</name>
    <message>
        <source>Share your screen</source>
        <translation>अपनी स्क्रीन साझा करें</translation>
    </message>
    <message>
        <source>Your partner sees it in the place of your camera, until you stop or the call ends.</source>
        <translation>जब तक आप रोकें नहीं या कॉल समाप्त न हो, साथी को कैमरे की जगह यही दिखेगा।</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>रद्द करें</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>बंद करें</translation>
    </message>
    <message>
        <source>Close screen choice</source>
        <translation>स्क्रीन का चुनाव बंद करें</translation>
    </message>
</context>
<context>
    <name>ShareTarget</name>
    <message>
        <source>%1, %2</source>
        <translation>%1, %2</translation>
    </message>
</context>
<context>
    <name>SharingBanner</name>
    <message>
        <source>Stop</source>
        <translation>रोकें</translation>
    </message>
    <message>
        <source>Stop sharing the screen</source>
        <translation>स्क्रीन साझा करना रोकें</translation>
    </message>
</context>
<context>
    <name>ShortcutsSection</name>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
</context>
<context>
    <name>SliderRow</name>
    <message>
        <source>%L1 %</source>
        <translation>%L1 %</translation>
    </message>
</context>
<context>
    <name>SmallWindow</name>
    <message>
        <source>Call with %1</source>
        <translation>%1 के साथ कॉल</translation>
    </message>
    <message>
        <source>Mute</source>
        <translation>म्यूट करें</translation>
    </message>
    <message>
        <source>Unmute</source>
        <translation>अनम्यूट करें</translation>
    </message>
    <message>
        <source>Back to the large window</source>
        <translation>बड़ी विंडो पर लौटें</translation>
    </message>
    <message>
        <source>End</source>
        <translation>समाप्त करें</translation>
    </message>
</context>
<context>
    <name>SoundsSection</name>
    <message>
        <source>Ring, chime and bell</source>
        <translation>घंटी, झंकार और टन</translation>
    </message>
    <message>
        <source>Where it rings</source>
        <translation>घंटी कहाँ बजे</translation>
    </message>
    <message>
        <source>Ringer</source>
        <translation>घंटी का उपकरण</translation>
    </message>
    <message>
        <source>Test the ring</source>
        <translation>घंटी परखें</translation>
    </message>
    <message>
        <source>Your partner’s voice</source>
        <translation>आपके साथी की आवाज़</translation>
    </message>
    <message>
        <source>Test the call’s volume</source>
        <translation>कॉल की आवाज़ परखें</translation>
    </message>
</context>
<context>
    <name>StepperRow</name>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>%1: less</source>
        <translation>%1: कम</translation>
    </message>
    <message>
        <source>%1: more</source>
        <translation>%1: ज़्यादा</translation>
    </message>
</context>
<context>
    <name>TopicChips</name>
    <message>
        <source>What to study</source>
        <translation>क्या पढ़ना है</translation>
    </message>
    <message>
        <source>Remove topic %1</source>
        <translation>विषय %1 हटाएँ</translation>
    </message>
</context>
<context>
    <name>TopicsField</name>
    <message>
        <source>What I study today</source>
        <translation>आज मैं क्या पढ़ूँगा</translation>
    </message>
    <message>
        <source>Type a topic and press Enter. Arrow down goes through suggestions.</source>
        <translation>विषय लिखकर Enter दबाएँ। नीचे वाले तीर से सुझाव देखें।</translation>
    </message>
    <message>
        <source>Five topics it is</source>
        <translation>पाँच विषय हो गए</translation>
    </message>
    <message>
        <source>Algebra, essay writing… or anything</source>
        <translation>बीजगणित, निबंध लेखन… या कुछ भी</translation>
    </message>
    <message>
        <source>Add topic</source>
        <translation>विषय जोड़ें</translation>
    </message>
    <message>
        <source>Suggestions: %L1</source>
        <translation>सुझाव: %L1</translation>
    </message>
    <message>
        <source>Suggested topics</source>
        <translation>सुझाए गए विषय</translation>
    </message>
    <message>
        <source>Add topic %1</source>
        <translation>विषय %1 जोड़ें</translation>
    </message>
</context>
<context>
    <name>UpdateOffer</name>
    <message>
        <source>Gurukul %1 is available</source>
        <translation>गुरुकुल %1 उपलब्ध है</translation>
    </message>
    <message>
        <source>Get it</source>
        <translation>पाएँ</translation>
    </message>
    <message>
        <source>Get Gurukul %1</source>
        <translation>गुरुकुल %1 पाएँ</translation>
    </message>
    <message>
        <source>Later</source>
        <translation>बाद में</translation>
    </message>
    <message>
        <source>Hear no more of Gurukul %1</source>
        <translation>गुरुकुल %1 के बारे में और न बताएँ</translation>
    </message>
</context>
<context>
    <name>VoiceSwitches</name>
    <message>
        <source>Cancel echo</source>
        <translation>गूँज हटाएँ</translation>
    </message>
    <message>
        <source>Your partner does not hear themselves</source>
        <translation>आपके साथी को अपनी ही आवाज़ नहीं सुनाई देती</translation>
    </message>
    <message>
        <source>Suppress noise</source>
        <translation>शोर दबाएँ</translation>
    </message>
    <message>
        <source>Fans and traffic become quiet</source>
        <translation>पंखे और सड़क का शोर कम हो जाता है</translation>
    </message>
    <message>
        <source>Even out my volume</source>
        <translation>मेरी आवाज़ एक-सी रखें</translation>
    </message>
    <message>
        <source>A quiet voice is raised, a loud one lowered</source>
        <translation>धीमी आवाज़ तेज़ और तेज़ आवाज़ धीमी की जाती है</translation>
    </message>
</context>
<context>
    <name>WeekChart</name>
    <message>
        <source>Study time, %1</source>
        <translation>पढ़ाई का समय, %1</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <translation>%1 · %2</translation>
    </message>
    <message>
        <source>Earlier</source>
        <translation>पहले</translation>
    </message>
    <message>
        <source>Earlier week</source>
        <translation>पिछला सप्ताह</translation>
    </message>
    <message>
        <source>Later</source>
        <translation>बाद में</translation>
    </message>
    <message>
        <source>Later week</source>
        <translation>अगला सप्ताह</translation>
    </message>
</context>
<context>
    <name>WelcomeDevices</name>
    <message>
        <source>Only you see and hear this. Say a few words, and let the sound be tested.</source>
        <translation>इसे केवल आप देख-सुन रहे हैं। कुछ शब्द बोलिए और आवाज़ परखिए।</translation>
    </message>
    <message>
        <source>Camera</source>
        <translation>कैमरा</translation>
    </message>
    <message>
        <source>Microphone</source>
        <translation>माइक्रोफ़ोन</translation>
    </message>
    <message>
        <source>Speaker</source>
        <translation>स्पीकर</translation>
    </message>
    <message>
        <source>Test sound</source>
        <translation>आवाज़ परखें</translation>
    </message>
</context>
<context>
    <name>WelcomeManners</name>
    <message>
        <source>Be kind</source>
        <translation>अच्छा व्यवहार करें</translation>
    </message>
    <message>
        <source>You meet a student like yourself. Greet, agree on a goal, and say goodbye when you go. Skip whenever it does not fit.</source>
        <translation>आप अपने जैसे विद्यार्थी से मिलते हैं। नमस्ते कहें, लक्ष्य तय करें, और जाते समय विदा लें। मेल न बैठे तो कभी भी आगे बढ़ें।</translation>
    </message>
    <message>
        <source>Report who is not</source>
        <translation>जो न करे उसकी शिकायत करें</translation>
    </message>
    <message>
        <source>“Report” is two clicks away in every call and after it. You are not paired with that person again.</source>
        <translation>हर कॉल में और उसके बाद “शिकायत” दो क्लिक दूर है। उस व्यक्ति से आपको फिर नहीं मिलाया जाएगा।</translation>
    </message>
    <message>
        <source>Your privacy</source>
        <translation>आपकी गोपनीयता</translation>
    </message>
    <message>
        <source>Partners read your name and see what you show. Nothing that you say or show is recorded. Camera and microphone can be switched off at any time.</source>
        <translation>साथी आपका नाम पढ़ते हैं और वही देखते हैं जो आप दिखाएँ। आप जो कहें या दिखाएँ, वह रिकॉर्ड नहीं होता। कैमरा और माइक्रोफ़ोन कभी भी बंद किए जा सकते हैं।</translation>
    </message>
</context>
<context>
    <name>WelcomeName</name>
    <message>
        <source>Here students meet one to one to study together. What shall your partners call you? A first name is enough.</source>
        <translation>यहाँ विद्यार्थी साथ पढ़ने के लिए आमने-सामने मिलते हैं। साथी आपको किस नाम से पुकारें? पहला नाम काफ़ी है।</translation>
    </message>
    <message>
        <source>Your name</source>
        <translation>आपका नाम</translation>
    </message>
</context>
<context>
    <name>WishChoice</name>
    <message>
        <source>Whom to meet</source>
        <translation>किससे मिलें</translation>
    </message>
    <message>
        <source>Anyone</source>
        <translation>कोई भी</translation>
    </message>
    <message>
        <source>Buddies first</source>
        <translation>पहले मित्र</translation>
    </message>
    <message>
        <source>How to meet</source>
        <translation>कैसे मिलें</translation>
    </message>
    <message>
        <source>Video</source>
        <translation>वीडियो</translation>
    </message>
    <message>
        <source>Audio only</source>
        <translation>केवल ऑडियो</translation>
    </message>
</context>
<context>
    <name>YouSection</name>
    <message>
        <source>Your name</source>
        <translation>आपका नाम</translation>
    </message>
</context>
<context>
    <name>words</name>
    <message>
        <source>Camera is being used by another app. Please close other video apps and try again.</source>
        <translation>कैमरा किसी दूसरे ऐप में चल रहा है। कृपया दूसरे वीडियो ऐप बंद करके फिर कोशिश करें।</translation>
    </message>
    <message>
        <source>Gurukul is not allowed to use the camera. Please allow it in your privacy settings and try again.</source>
        <translation>गुरुकुल को कैमरे की अनुमति नहीं है। कृपया अपनी गोपनीयता सेटिंग में अनुमति देकर फिर कोशिश करें।</translation>
    </message>
    <message>
        <source>No camera was found. Please connect one and try again, or continue with audio only.</source>
        <translation>कोई कैमरा नहीं मिला। कृपया कैमरा जोड़कर फिर कोशिश करें, या केवल ऑडियो से आगे बढ़ें।</translation>
    </message>
    <message>
        <source>The camera was unplugged. Please plug it in again and try again.</source>
        <translation>कैमरा निकल गया है। कृपया उसे फिर लगाकर कोशिश करें।</translation>
    </message>
    <message>
        <source>The camera does not answer. Please unplug it, plug it in again and try again.</source>
        <translation>कैमरा जवाब नहीं दे रहा। कृपया उसे निकालकर फिर लगाएँ और फिर कोशिश करें।</translation>
    </message>
    <message>
        <source>The camera could not be started. Please restart it or choose another one.</source>
        <translation>कैमरा चालू नहीं हो सका। कृपया उसे फिर से चालू करें या दूसरा चुनें।</translation>
    </message>
    <message>
        <source>Microphone is being used by another app. Please close other call apps and try again.</source>
        <translation>माइक्रोफ़ोन किसी दूसरे ऐप में चल रहा है। कृपया दूसरे कॉल ऐप बंद करके फिर कोशिश करें।</translation>
    </message>
    <message>
        <source>Gurukul is not allowed to use the microphone. Please allow it in your privacy settings and try again.</source>
        <translation>गुरुकुल को माइक्रोफ़ोन की अनुमति नहीं है। कृपया अपनी गोपनीयता सेटिंग में अनुमति देकर फिर कोशिश करें।</translation>
    </message>
    <message>
        <source>No microphone was found. Please connect one and try again.</source>
        <translation>कोई माइक्रोफ़ोन नहीं मिला। कृपया माइक्रोफ़ोन जोड़कर फिर कोशिश करें।</translation>
    </message>
    <message>
        <source>The microphone was unplugged. Please plug it in again and try again.</source>
        <translation>माइक्रोफ़ोन निकल गया है। कृपया उसे फिर लगाकर कोशिश करें।</translation>
    </message>
    <message>
        <source>The microphone does not answer. Please unplug it, plug it in again and try again.</source>
        <translation>माइक्रोफ़ोन जवाब नहीं दे रहा। कृपया उसे निकालकर फिर लगाएँ और फिर कोशिश करें।</translation>
    </message>
    <message>
        <source>The microphone could not be started. Please restart it or choose another one.</source>
        <translation>माइक्रोफ़ोन चालू नहीं हो सका। कृपया उसे फिर से चालू करें या दूसरा चुनें।</translation>
    </message>
    <message>
        <source>The speaker is being used by another app. Please close other sound apps and try again.</source>
        <translation>स्पीकर किसी दूसरे ऐप में चल रहा है। कृपया दूसरे ध्वनि ऐप बंद करके फिर कोशिश करें।</translation>
    </message>
    <message>
        <source>Gurukul is not allowed to use the speaker. Please allow it in your sound settings and try again.</source>
        <translation>गुरुकुल को स्पीकर की अनुमति नहीं है। कृपया अपनी ध्वनि सेटिंग में अनुमति देकर फिर कोशिश करें।</translation>
    </message>
    <message>
        <source>No speaker or headphones were found. Please connect some and try again.</source>
        <translation>कोई स्पीकर या हेडफ़ोन नहीं मिला। कृपया जोड़कर फिर कोशिश करें।</translation>
    </message>
    <message>
        <source>The speaker or headphones were unplugged. Please plug them in again and try again.</source>
        <translation>स्पीकर या हेडफ़ोन निकल गए हैं। कृपया उन्हें फिर लगाकर कोशिश करें।</translation>
    </message>
    <message>
        <source>The speaker does not answer. Please unplug it, plug it in again and try again.</source>
        <translation>स्पीकर जवाब नहीं दे रहा। कृपया उसे निकालकर फिर लगाएँ और फिर कोशिश करें।</translation>
    </message>
    <message>
        <source>The speaker could not be started. Please restart it or choose another one.</source>
        <translation>स्पीकर चालू नहीं हो सका। कृपया उसे फिर से चालू करें या दूसरा चुनें।</translation>
    </message>
    <message>
        <source>The chosen camera</source>
        <translation>चुना हुआ कैमरा</translation>
    </message>
    <message>
        <source>The chosen microphone</source>
        <translation>चुना हुआ माइक्रोफ़ोन</translation>
    </message>
    <message>
        <source>The chosen speaker</source>
        <translation>चुना हुआ स्पीकर</translation>
    </message>
    <message>
        <source>Say something: nothing is heard yet</source>
        <translation>कुछ बोलिए: अभी कुछ सुनाई नहीं दिया</translation>
    </message>
    <message>
        <source>You are heard, quietly</source>
        <translation>आपकी आवाज़ आ रही है, पर धीमी है</translation>
    </message>
    <message>
        <source>You are heard well</source>
        <translation>आपकी आवाज़ अच्छी आ रही है</translation>
    </message>
    <message>
        <source>You are heard, but it is too loud</source>
        <translation>आपकी आवाज़ आ रही है, पर बहुत तेज़ है</translation>
    </message>
    <message>
        <source>Without a name</source>
        <translation>बिना नाम</translation>
    </message>
    <message>
        <source>System default</source>
        <translation>सिस्टम का डिफ़ॉल्ट</translation>
    </message>
    <message>
        <source>System default ({name})</source>
        <translation>सिस्टम का डिफ़ॉल्ट ({name})</translation>
    </message>
    <message>
        <source>{name} (not connected)</source>
        <translation>{name} (जुड़ा नहीं है)</translation>
    </message>
    <message>
        <source>{name} is back and is used again.</source>
        <translation>{name} लौट आया है और फिर इस्तेमाल हो रहा है।</translation>
    </message>
    <message>
        <source>{name} is not connected any more. The system’s default is used instead.</source>
        <translation>{name} अब जुड़ा नहीं है। उसकी जगह सिस्टम का डिफ़ॉल्ट चल रहा है।</translation>
    </message>
    <message>
        <source>Good connection</source>
        <translation>अच्छा कनेक्शन</translation>
    </message>
    <message>
        <source>Weak connection</source>
        <translation>कमज़ोर कनेक्शन</translation>
    </message>
    <message>
        <source>Poor connection</source>
        <translation>ख़राब कनेक्शन</translation>
    </message>
    <message>
        <source>Nothing is heard of your partner. We are trying to reach them again.</source>
        <translation>आपके साथी से संपर्क टूट गया है। हम उन तक फिर पहुँचने की कोशिश कर रहे हैं।</translation>
    </message>
    <message>
        <source>Your partner’s picture and sound get here with gaps.</source>
        <translation>आपके साथी की तस्वीर और आवाज़ रुक-रुककर आ रही है।</translation>
    </message>
    <message>
        <source>Your picture and sound reach your partner with gaps. Being nearer to your Wi-Fi, or turning the camera off, helps.</source>
        <translation>आपकी तस्वीर और आवाज़ साथी तक रुक-रुककर पहुँच रही है। वाई-फ़ाई के पास जाना या कैमरा बंद करना मदद करता है।</translation>
    </message>
    <message>
        <source>What you say takes a moment to reach your partner.</source>
        <translation>आपकी बात साथी तक पहुँचने में पल भर लगता है।</translation>
    </message>
    <message>
        <source>This computer is busy. Closing other apps makes your picture better.</source>
        <translation>यह कंप्यूटर व्यस्त है। दूसरे ऐप बंद करने से आपकी तस्वीर बेहतर होगी।</translation>
    </message>
    <message>
        <source>limited by this computer</source>
        <translation>इस कंप्यूटर से सीमित</translation>
    </message>
    <message>
        <source>limited by the network</source>
        <translation>नेटवर्क से सीमित</translation>
    </message>
    <message>
        <source>Direct</source>
        <translation>सीधा</translation>
    </message>
    <message>
        <source>Relayed</source>
        <translation>रिले से</translation>
    </message>
    <message>
        <source>{in} in, {out} out</source>
        <translation>आते {in}, जाते {out}</translation>
    </message>
    <message>
        <source>Their picture</source>
        <translation>उनकी तस्वीर</translation>
    </message>
    <message>
        <source>Your picture</source>
        <translation>आपकी तस्वीर</translation>
    </message>
    <message>
        <source>Received</source>
        <translation>प्राप्त</translation>
    </message>
    <message>
        <source>Sent</source>
        <translation>भेजा गया</translation>
    </message>
    <message>
        <source>Lost on the way</source>
        <translation>रास्ते में खोया</translation>
    </message>
    <message>
        <source>Round trip</source>
        <translation>आने-जाने का समय</translation>
    </message>
    <message>
        <source>Sound waits</source>
        <translation>आवाज़ की प्रतीक्षा</translation>
    </message>
    <message>
        <source>Picture stood still</source>
        <translation>तस्वीर रुकी रही</translation>
    </message>
    <message>
        <source>Path</source>
        <translation>रास्ता</translation>
    </message>
    <message>
        <source>The app as a whole</source>
        <translation>पूरा ऐप</translation>
    </message>
    <message>
        <source>The licences cannot be read.</source>
        <translation>लाइसेंस पढ़े नहीं जा सकते।</translation>
    </message>
    <message>
        <source>This build of Gurukul does not look for newer versions.</source>
        <translation>गुरुकुल का यह बिल्ड नए संस्करण नहीं देखता।</translation>
    </message>
    <message>
        <source>The first window of Gurukul looks for a newer version.</source>
        <translation>नया संस्करण गुरुकुल की पहली विंडो देखती है।</translation>
    </message>
    <message>
        <source>Nothing can be remembered here, so Gurukul does not look for a newer version.</source>
        <translation>यहाँ कुछ याद नहीं रखा जा सकता, इसलिए गुरुकुल नया संस्करण नहीं देखता।</translation>
    </message>
    <message>
        <source>Gurukul does not look.</source>
        <translation>गुरुकुल नहीं देखता।</translation>
    </message>
    <message>
        <source>Not looked yet.</source>
        <translation>अभी तक नहीं देखा।</translation>
    </message>
    <message>
        <source>Last looked today.</source>
        <translation>पिछली बार आज देखा।</translation>
    </message>
    <message>
        <source>Last looked yesterday.</source>
        <translation>पिछली बार कल देखा।</translation>
    </message>
    <message>
        <source>Last looked {days} days ago.</source>
        <translation>पिछली बार {days} दिन पहले देखा।</translation>
    </message>
    <message>
        <source>Partner left the call</source>
        <translation>साथी कॉल से चले गए</translation>
    </message>
    <message>
        <source>Partner moved on to someone else</source>
        <translation>साथी किसी और के पास चले गए</translation>
    </message>
    <message>
        <source>Partner lost the connection</source>
        <translation>साथी का कनेक्शन टूट गया</translation>
    </message>
    <message>
        <source>The call took too long to connect. Please find a new partner.</source>
        <translation>कॉल जुड़ने में बहुत देर लगी। कृपया नया साथी खोजें।</translation>
    </message>
    <message>
        <source>Your two networks could not reach each other. Please find a new partner.</source>
        <translation>आप दोनों के नेटवर्क एक-दूसरे तक नहीं पहुँच सके। कृपया नया साथी खोजें।</translation>
    </message>
    <message>
        <source>The connection to your partner was lost. Please find a new partner.</source>
        <translation>आपके साथी से कनेक्शन टूट गया। कृपया नया साथी खोजें।</translation>
    </message>
    <message>
        <source>Your partner’s app could not set up the call. Please find a new partner.</source>
        <translation>आपके साथी का ऐप कॉल नहीं जोड़ सका। कृपया नया साथी खोजें।</translation>
    </message>
    <message>
        <source>The relay that keeps network addresses hidden cannot be used just now. Please try again later.</source>
        <translation>नेटवर्क पते छिपाने वाला रिले अभी काम नहीं कर रहा। कृपया बाद में कोशिश करें।</translation>
    </message>
    <message>
        <source>This computer slept, so the call ended. Please find a new partner.</source>
        <translation>कंप्यूटर सो गया था, इसलिए कॉल समाप्त हुई। कृपया नया साथी खोजें।</translation>
    </message>
    <message>
        <source>The call reached its time limit. Time for a short break!</source>
        <translation>कॉल की समय-सीमा पूरी हुई। थोड़ा आराम कीजिए!</translation>
    </message>
    <message>
        <source>That was a bit fast. Please wait a moment and try again.</source>
        <translation>यह थोड़ा जल्दी था। कृपया पल भर रुककर फिर कोशिश करें।</translation>
    </message>
    <message>
        <source>This account is blocked. Please contact whoever runs your server.</source>
        <translation>यह खाता रोका गया है। कृपया सर्वर चलाने वाले से संपर्क करें।</translation>
    </message>
    <message>
        <source>Gurukul was opened somewhere else with your account. Please continue there.</source>
        <translation>आपके खाते से गुरुकुल कहीं और खोला गया है। कृपया वहीं आगे बढ़ें।</translation>
    </message>
    <message>
        <source>The server did not accept your sign-in. Please sign in again, or ask whoever runs your server.</source>
        <translation>सर्वर ने आपका साइन-इन स्वीकार नहीं किया। कृपया फिर साइन-इन करें, या सर्वर चलाने वाले से पूछें।</translation>
    </message>
    <message>
        <source>The server address does not lead to a Gurukul server. Please check it.</source>
        <translation>सर्वर का पता गुरुकुल के सर्वर तक नहीं ले जाता। कृपया उसे जाँचें।</translation>
    </message>
    <message>
        <source>The server is of another version of Gurukul. Please update Gurukul, and close any other version of it that is open on this computer.</source>
        <translation>सर्वर गुरुकुल के दूसरे संस्करण का है। कृपया गुरुकुल अपडेट करें और इस कंप्यूटर पर खुला उसका कोई दूसरा संस्करण बंद करें।</translation>
    </message>
    <message>
        <source>Another program uses port {port} of this computer, which Gurukul needs. Please close that program, or restart the computer.</source>
        <translation>कोई दूसरा प्रोग्राम इस कंप्यूटर का पोर्ट {port} इस्तेमाल कर रहा है, जिसकी गुरुकुल को ज़रूरत है। कृपया उस प्रोग्राम को बंद करें या कंप्यूटर फिर से चालू करें।</translation>
    </message>
    <message>
        <source>{name} wants to be your buddy</source>
        <translation>{name} आपका मित्र बनना चाहते हैं</translation>
    </message>
    <message>
        <source>You and {name} are buddies now</source>
        <translation>अब आप और {name} मित्र हैं</translation>
    </message>
    <message>
        <source>Your buddies could not be changed. Please try again later.</source>
        <translation>आपके मित्रों की सूची बदली नहीं जा सकी। कृपया बाद में कोशिश करें।</translation>
    </message>
    <message>
        <source>Your system did not let this be shown. Please choose something else.</source>
        <translation>आपके सिस्टम ने इसे दिखाने नहीं दिया। कृपया कुछ और चुनें।</translation>
    </message>
    <message>
        <source>Gurukul is not allowed to record the screen. Please allow it in your privacy settings and try again.</source>
        <translation>गुरुकुल को स्क्रीन दिखाने की अनुमति नहीं है। कृपया अपनी गोपनीयता सेटिंग में अनुमति देकर फिर कोशिश करें।</translation>
    </message>
    <message>
        <source>What you shared is not there any more. Your partner sees your camera again.</source>
        <translation>आप जो दिखा रहे थे वह अब नहीं है। साथी को फिर आपका कैमरा दिख रहा है।</translation>
    </message>
    <message>
        <source>Thank you. Your report was sent.</source>
        <translation>धन्यवाद। आपकी शिकायत भेज दी गई।</translation>
    </message>
    <message>
        <source>Thank you. Your report will be sent when the server is back.</source>
        <translation>धन्यवाद। सर्वर लौटते ही आपकी शिकायत भेज दी जाएगी।</translation>
    </message>
    <message>
        <source>{name} is blocked. You will not be paired with them again.</source>
        <translation>{name} को रोक दिया गया है। आपको उनसे फिर नहीं मिलाया जाएगा।</translation>
    </message>
    <message>
        <source>Gurukul cannot write down whom you blocked. It holds until the app is closed.</source>
        <translation>गुरुकुल यह लिख नहीं पा रहा कि आपने किसे रोका है। ऐप बंद होने तक रोक बनी रहेगी।</translation>
    </message>
    <message>
        <source>The server does not know that call any more and did not take your report. Please tell whoever runs it.</source>
        <translation>सर्वर को वह कॉल अब याद नहीं और उसने आपकी शिकायत नहीं ली। कृपया सर्वर चलाने वाले को बताएँ।</translation>
    </message>
    <message>
        <source>Nudity or sexual behaviour</source>
        <translation>नग्नता या यौन व्यवहार</translation>
    </message>
    <message>
        <source>Insults, hate or threats</source>
        <translation>अपमान, नफ़रत या धमकी</translation>
    </message>
    <message>
        <source>Advertising or a scam</source>
        <translation>विज्ञापन या धोखाधड़ी</translation>
    </message>
    <message>
        <source>Too young to be here</source>
        <translation>यहाँ के लिए उम्र बहुत कम</translation>
    </message>
    <message>
        <source>Something else</source>
        <translation>कुछ और</translation>
    </message>
    <message>
        <source>Gurukul cannot write to its folder on this computer. It works, but forgets your choices when it is closed.</source>
        <translation>गुरुकुल इस कंप्यूटर पर अपने फ़ोल्डर में लिख नहीं पा रहा। ऐप चलता रहेगा, पर बंद होने पर आपकी पसंद भूल जाएगा।</translation>
    </message>
    <message>
        <source>Please open the link again when your search or call is over.</source>
        <translation>कृपया खोज या कॉल पूरी होने पर लिंक फिर से खोलें।</translation>
    </message>
    <message>
        <source>The server is having trouble. You keep your place; we go on by ourselves.</source>
        <translation>सर्वर में कुछ गड़बड़ है। आपकी जगह बनी रहेगी; हम अपने-आप आगे बढ़ेंगे।</translation>
    </message>
    <message>
        <source>Connecting to the server…</source>
        <translation>सर्वर से जुड़ रहे हैं…</translation>
    </message>
    <message>
        <source>Online</source>
        <translation>ऑनलाइन</translation>
    </message>
    <message>
        <source>No connection to the server. Please check your network.</source>
        <translation>सर्वर से संपर्क नहीं है। कृपया अपना नेटवर्क जाँचें।</translation>
    </message>
    <message>
        <source>That is no Gurukul server.</source>
        <translation>यह गुरुकुल का सर्वर नहीं है।</translation>
    </message>
    <message>
        <source>The server is of another version.</source>
        <translation>सर्वर दूसरे संस्करण का है।</translation>
    </message>
    <message>
        <source>Another program uses port {port}.</source>
        <translation>कोई दूसरा प्रोग्राम पोर्ट {port} इस्तेमाल कर रहा है।</translation>
    </message>
    <message>
        <source>The server did not accept your sign-in.</source>
        <translation>सर्वर ने आपका साइन-इन स्वीकार नहीं किया।</translation>
    </message>
    <message>
        <source>Your settings were saved by a newer Gurukul.</source>
        <translation>आपकी सेटिंग किसी नए गुरुकुल ने सहेजी थीं।</translation>
    </message>
    <message>
        <source>Your settings could not be read.</source>
        <translation>आपकी सेटिंग पढ़ी नहीं जा सकीं।</translation>
    </message>
    <message>
        <source>The usual ones are used, and changes are not kept.</source>
        <translation>सामान्य सेटिंग चल रही हैं, और बदलाव सहेजे नहीं जाएँगे।</translation>
    </message>
    <message>
        <source>The usual ones are used; the file was kept as {file}.</source>
        <translation>सामान्य सेटिंग चल रही हैं; फ़ाइल {file} नाम से रखी गई है।</translation>
    </message>
    <message>
        <source>The list of people whom you blocked was damaged. What could be read of it holds; the file was kept as {file}.</source>
        <translation>आपके रोके हुए लोगों की सूची ख़राब हो गई थी। जितनी पढ़ी जा सकी, वह लागू है; फ़ाइल {file} नाम से रखी गई है।</translation>
    </message>
    <message>
        <source>Trying again in {seconds} s.</source>
        <translation>{seconds} सेकंड में फिर कोशिश होगी।</translation>
    </message>
    <message>
        <source>Messages to the server take a small detour just now. Your calls are not affected.</source>
        <translation>सर्वर तक संदेश अभी थोड़े घुमावदार रास्ते से जा रहे हैं। आपकी कॉल पर असर नहीं पड़ता।</translation>
    </message>
    <message>
        <source>You ended the call</source>
        <translation>आपने कॉल समाप्त की</translation>
    </message>
    <message>
        <source>{name} ended the call</source>
        <translation>{name} ने कॉल समाप्त की</translation>
    </message>
    <message>
        <source>{name} moved on to someone else</source>
        <translation>{name} किसी और के पास चले गए</translation>
    </message>
    <message>
        <source>{name} lost the connection</source>
        <translation>{name} का कनेक्शन टूट गया</translation>
    </message>
    <message>
        <source>The connection to {name} was lost</source>
        <translation>{name} से कनेक्शन टूट गया</translation>
    </message>
    <message>
        <source>The call reached its time limit</source>
        <translation>कॉल की समय-सीमा पूरी हुई</translation>
    </message>
    <message>
        <source>Your partner</source>
        <translation>आपके साथी</translation>
    </message>
    <message>
        <source>{hours} {minutes}</source>
        <translation>{hours} {minutes}</translation>
    </message>
    <message>
        <source>less than a minute</source>
        <translation>एक मिनट से कम</translation>
    </message>
    <message>
        <source>{hours} h {minutes} min</source>
        <translation>{hours} घं {minutes} मि</translation>
    </message>
    <message>
        <source>{hours} h</source>
        <translation>{hours} घं</translation>
    </message>
    <message>
        <source>{minutes} min</source>
        <translation>{minutes} मि</translation>
    </message>
    <message>
        <source>&lt; 1 min</source>
        <translation>&lt; 1 मि</translation>
    </message>
    <message>
        <source>{length} with {name}</source>
        <translation>{name} के साथ {length}</translation>
    </message>
    <message>
        <source>1 round of focus finished</source>
        <translation>एकाग्रता का 1 दौर पूरा</translation>
    </message>
    <message>
        <source>{count} rounds of focus finished</source>
        <translation>एकाग्रता के {count} दौर पूरे</translation>
    </message>
    <message>
        <source>Next search in {seconds} s…</source>
        <translation>{seconds} सेकंड में अगली खोज…</translation>
    </message>
    <message>
        <source>1 hour</source>
        <translation>1 घंटा</translation>
    </message>
    <message>
        <source>{count} hours</source>
        <translation>{count} घंटे</translation>
    </message>
    <message>
        <source>1 minute</source>
        <translation>1 मिनट</translation>
    </message>
    <message>
        <source>{count} minutes</source>
        <translation>{count} मिनट</translation>
    </message>
    <message>
        <source>Find Partner</source>
        <translation>साथी खोजें</translation>
    </message>
    <message>
        <source>Cancel search</source>
        <translation>खोज रद्द करें</translation>
    </message>
    <message>
        <source>End call</source>
        <translation>कॉल समाप्त करें</translation>
    </message>
    <message>
        <source>Mute microphone</source>
        <translation>माइक्रोफ़ोन म्यूट करें</translation>
    </message>
    <message>
        <source>Unmute microphone</source>
        <translation>माइक्रोफ़ोन अनम्यूट करें</translation>
    </message>
    <message>
        <source>Show Gurukul</source>
        <translation>गुरुकुल दिखाएँ</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>बाहर निकलें</translation>
    </message>
    <message>
        <source>Looking for a study partner</source>
        <translation>पढ़ाई का साथी खोज रहे हैं</translation>
    </message>
    <message>
        <source>In a study call</source>
        <translation>पढ़ाई की कॉल में</translation>
    </message>
    <message>
        <source>In a study call with {name}</source>
        <translation>{name} के साथ पढ़ाई की कॉल में</translation>
    </message>
    <message>
        <source>Ready to study</source>
        <translation>पढ़ने के लिए तैयार</translation>
    </message>
    <message>
        <source>Your study partner is here</source>
        <translation>आपका पढ़ाई का साथी आ गया</translation>
    </message>
    <message>
        <source>Your call begins now.</source>
        <translation>आपकी कॉल अब शुरू हो रही है।</translation>
    </message>
    <message>
        <source>Your call with {name} begins now.</source>
        <translation>{name} के साथ आपकी कॉल अब शुरू हो रही है।</translation>
    </message>
    <message>
        <source>Your study partner wrote to you</source>
        <translation>आपके पढ़ाई के साथी ने लिखा है</translation>
    </message>
    <message>
        <source>Open Gurukul to read it.</source>
        <translation>पढ़ने के लिए गुरुकुल खोलें।</translation>
    </message>
    <message>
        <source>Open Gurukul to read what {name} wrote.</source>
        <translation>{name} ने क्या लिखा, पढ़ने के लिए गुरुकुल खोलें।</translation>
    </message>
    <message>
        <source>A buddy for your studies</source>
        <translation>पढ़ाई का एक मित्र</translation>
    </message>
    <message>
        <source>The link filled in what to study. Press Find Partner to begin.</source>
        <translation>लिंक ने पढ़ाई का विषय भर दिया है। शुरू करने के लिए “साथी खोजें” दबाएँ।</translation>
    </message>
    <message>
        <source>The report is copied. It tells of this app, this system, your settings and the last lines of the log. It holds no names, addresses or messages.</source>
        <translation>रिपोर्ट कॉपी हो गई। इसमें यह ऐप, यह सिस्टम, आपकी सेटिंग और लॉग की अंतिम पंक्तियाँ हैं। इसमें नाम, पते या संदेश नहीं हैं।</translation>
    </message>
    <message>
        <source>{time}, {length} with {name}</source>
        <translation>{time}, {name} के साथ {length}</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>आज</translation>
    </message>
    <message>
        <source>Yesterday</source>
        <translation>कल</translation>
    </message>
    <message>
        <source>{day}, today</source>
        <translation>{day}, आज</translation>
    </message>
    <message>
        <source>no study</source>
        <translation>पढ़ाई नहीं</translation>
    </message>
    <message>
        <source>This week</source>
        <translation>यह सप्ताह</translation>
    </message>
    <message>
        <source>Last week</source>
        <translation>पिछला सप्ताह</translation>
    </message>
    <message>
        <source>{first} to {last}</source>
        <translation>{first} से {last}</translation>
    </message>
    <message>
        <source>No study yet</source>
        <translation>अभी कोई पढ़ाई नहीं</translation>
    </message>
    <message>
        <source>{length} in all</source>
        <translation>कुल {length}</translation>
    </message>
    <message>
        <source>{count} days in a row</source>
        <translation>लगातार {count} दिन</translation>
    </message>
    <message>
        <source>Gurukul cannot write to its folder: the history is forgotten on closing.</source>
        <translation>गुरुकुल अपने फ़ोल्डर में लिख नहीं पा रहा: बंद होने पर इतिहास भूल जाएगा।</translation>
    </message>
    <message>
        <source>A part of the history could not be read. It was set aside in the folder of the app.</source>
        <translation>इतिहास का एक हिस्सा पढ़ा नहीं जा सका। उसे ऐप के फ़ोल्डर में अलग रख दिया गया है।</translation>
    </message>
    <message>
        <source>Same as the speaker</source>
        <translation>स्पीकर जैसा ही</translation>
    </message>
    <message>
        <source>It is not connected. The speaker rings instead.</source>
        <translation>यह जुड़ा नहीं है। उसकी जगह स्पीकर बजेगा।</translation>
    </message>
    <message>
        <source>Until then the speaker rings instead.</source>
        <translation>तब तक स्पीकर बजेगा।</translation>
    </message>
    <message>
        <source>It changes when your search or call is over.</source>
        <translation>यह आपकी खोज या कॉल पूरी होने पर बदलेगा।</translation>
    </message>
    <message>
        <source>What your partner reads. Empty: the server finds one for you.</source>
        <translation>साथी यही नाम पढ़ते हैं। ख़ाली: सर्वर आपके लिए नाम चुनता है।</translation>
    </message>
    <message>
        <source>For this run the command line decides.</source>
        <translation>इस बार कमांड लाइन तय करती है।</translation>
    </message>
    <message>
        <source>It is used when your search or call is over.</source>
        <translation>यह आपकी खोज या कॉल पूरी होने पर इस्तेमाल होगा।</translation>
    </message>
    <message>
        <source>Empty: this computer serves itself, and only its own windows find each other.</source>
        <translation>ख़ाली: यह कंप्यूटर ख़ुद सर्वर है, और केवल इसी की विंडो एक-दूसरे को पाती हैं।</translation>
    </message>
    <message>
        <source>It is used now, and from now on.</source>
        <translation>यह अभी से इस्तेमाल होगा।</translation>
    </message>
    <message>
        <source>That is no server address. One looks like this: wss://study.example.org</source>
        <translation>यह सर्वर का पता नहीं है। पता ऐसा दिखता है: wss://study.example.org</translation>
    </message>
    <message>
        <source>All settings are as at a first start.</source>
        <translation>सभी सेटिंग पहली बार जैसी हो गई हैं।</translation>
    </message>
    <message>
        <source>What was set is kept in {file}.</source>
        <translation>पहले की सेटिंग {file} में रखी है।</translation>
    </message>
    <message>
        <source>Nothing was reset: the present settings could not be copied to be kept.</source>
        <translation>कुछ नहीं बदला गया: मौजूदा सेटिंग की प्रति नहीं रखी जा सकी।</translation>
    </message>
    <message>
        <source>A screen cannot be shared in an audio call. In a call with video it can.</source>
        <translation>ऑडियो कॉल में स्क्रीन साझा नहीं की जा सकती। वीडियो कॉल में की जा सकती है।</translation>
    </message>
    <message>
        <source>This computer does not let Gurukul show a screen or a window.</source>
        <translation>यह कंप्यूटर गुरुकुल को स्क्रीन या विंडो दिखाने नहीं देता।</translation>
    </message>
    <message>
        <source>Small pictures both ways, for who pays for every megabyte.</source>
        <translation>दोनों ओर छोटी तस्वीरें, उनके लिए जो हर मेगाबाइट का पैसा देते हैं।</translation>
    </message>
    <message>
        <source>As good as your network and this computer carry without trouble.</source>
        <translation>जितना अच्छा आपका नेटवर्क और यह कंप्यूटर आराम से निभा सकें।</translation>
    </message>
    <message>
        <source>The sharpest picture that your camera gives. It needs a fast network.</source>
        <translation>आपके कैमरे की सबसे साफ़ तस्वीर। इसके लिए तेज़ नेटवर्क चाहिए।</translation>
    </message>
    <message>
        <source>Let this computer ask what to show</source>
        <translation>कंप्यूटर को पूछने दें कि क्या दिखाना है</translation>
    </message>
    <message>
        <source>The whole screen</source>
        <translation>पूरी स्क्रीन</translation>
    </message>
    <message>
        <source>Screen {number} ({name})</source>
        <translation>स्क्रीन {number} ({name})</translation>
    </message>
    <message>
        <source>You choose a screen or a window next.</source>
        <translation>आगे आप स्क्रीन या विंडो चुनेंगे।</translation>
    </message>
    <message>
        <source>Window</source>
        <translation>विंडो</translation>
    </message>
    <message>
        <source>{name} shares the screen</source>
        <translation>{name} अपनी स्क्रीन साझा कर रहे हैं</translation>
    </message>
    <message>
        <source>You share a window</source>
        <translation>आप एक विंडो साझा कर रहे हैं</translation>
    </message>
    <message>
        <source>You share your screen</source>
        <translation>आप अपनी स्क्रीन साझा कर रहे हैं</translation>
    </message>
    <message>
        <source>This call uses about {amount} an hour.</source>
        <translation>यह कॉल एक घंटे में लगभग {amount} डेटा लेती है।</translation>
    </message>
    <message>
        <source>{name} writes too fast; some messages are left out.</source>
        <translation>{name} बहुत तेज़ लिख रहे हैं; कुछ संदेश छोड़ दिए गए।</translation>
    </message>
    <message>
        <source>{name}, {time}: {text}</source>
        <translation>{name}, {time}: {text}</translation>
    </message>
    <message>
        <source>You, {time}: {text}</source>
        <translation>आप, {time}: {text}</translation>
    </message>
    <message>
        <source>You, {time}, not delivered yet: {text}</source>
        <translation>आप, {time}, अभी नहीं पहुँचा: {text}</translation>
    </message>
    <message>
        <source>{name} writes: {text}</source>
        <translation>{name} ने लिखा: {text}</translation>
    </message>
    <message>
        <source>{name}’s app has no chat. You can go on talking to each other.</source>
        <translation>{name} के ऐप में लिखित बातचीत नहीं है। आप बोलकर बात जारी रख सकते हैं।</translation>
    </message>
    <message>
        <source>Too many messages wait to be delivered. Please wait a moment.</source>
        <translation>बहुत सारे संदेश पहुँचने बाकी हैं। कृपया पल भर रुकें।</translation>
    </message>
    <message>
        <source>The connection is away. What you write is sent when it is back.</source>
        <translation>कनेक्शन टूटा है। आपका लिखा उसके लौटते ही भेजा जाएगा।</translation>
    </message>
    <message>
        <source>Focus timer</source>
        <translation>एकाग्रता टाइमर</translation>
    </message>
    <message>
        <source>Focus</source>
        <translation>एकाग्रता</translation>
    </message>
    <message>
        <source>Break</source>
        <translation>विराम</translation>
    </message>
    <message>
        <source>{phase}, {time} left</source>
        <translation>{phase}, {time} बाकी</translation>
    </message>
    <message>
        <source>{phase} paused, {time} left</source>
        <translation>{phase} रुका है, {time} बाकी</translation>
    </message>
    <message>
        <source>Well done! Time for a break of {minutes} minutes.</source>
        <translation>बहुत अच्छे! {minutes} मिनट के विराम का समय।</translation>
    </message>
    <message>
        <source>The break is over. Focus for {minutes} minutes.</source>
        <translation>विराम पूरा हुआ। {minutes} मिनट एकाग्र रहें।</translation>
    </message>
    <message>
        <source>{name} ended the focus timer</source>
        <translation>{name} ने एकाग्रता टाइमर समाप्त किया</translation>
    </message>
    <message>
        <source>{name} started the focus timer</source>
        <translation>{name} ने एकाग्रता टाइमर शुरू किया</translation>
    </message>
    <message>
        <source>{name} paused the focus timer</source>
        <translation>{name} ने एकाग्रता टाइमर रोका</translation>
    </message>
    <message>
        <source>{name} resumed the focus timer</source>
        <translation>{name} ने एकाग्रता टाइमर फिर शुरू किया</translation>
    </message>
    <message>
        <source>{name} changed the focus timer</source>
        <translation>{name} ने एकाग्रता टाइमर बदला</translation>
    </message>
    <message>
        <source>{name} has no goal now</source>
        <translation>{name} का अब कोई लक्ष्य नहीं</translation>
    </message>
    <message>
        <source>{name} wants to: {goal}</source>
        <translation>{name} का लक्ष्य: {goal}</translation>
    </message>
    <message>
        <source>That topic is there already.</source>
        <translation>यह विषय पहले से है।</translation>
    </message>
    <message>
        <source>At most {most} topics: take one off to add another.</source>
        <translation>अधिक से अधिक {most} विषय: नया जोड़ने के लिए एक हटाएँ।</translation>
    </message>
    <message>
        <source>A topic has at most {characters} characters. Please shorten it.</source>
        <translation>विषय में अधिक से अधिक {characters} अक्षर हो सकते हैं। कृपया उसे छोटा करें।</translation>
    </message>
    <message>
        <source>Please type a name that can be seen, or skip this step.</source>
        <translation>कृपया ऐसा नाम लिखें जो दिख सके, या यह चरण छोड़ दें।</translation>
    </message>
    <message>
        <source>{name} is online</source>
        <translation>{name} ऑनलाइन हैं</translation>
    </message>
    <message>
        <source>{name} and {other} are online</source>
        <translation>{name} और {other} ऑनलाइन हैं</translation>
    </message>
    <message>
        <source>{name} and {count} more are online</source>
        <translation>{name} और {count} अन्य ऑनलाइन हैं</translation>
    </message>
    <message>
        <source>Looking around…</source>
        <translation>आसपास देख रहे हैं…</translation>
    </message>
    <message>
        <source>You are number {position} of {waiting}</source>
        <translation>{waiting} में आपका स्थान {position} है</translation>
    </message>
    <message>
        <source>Nobody who studies {topic} is free now, so we look for anybody.</source>
        <translation>{topic} पढ़ने वाला कोई अभी ख़ाली नहीं है, इसलिए हम किसी को भी खोज रहे हैं।</translation>
    </message>
    <message>
        <source>First we look for somebody who studies {topic} too; after {seconds} seconds for anybody.</source>
        <translation>पहले हम ऐसे किसी को खोजते हैं जो {topic} भी पढ़ रहा हो; {seconds} सेकंड बाद किसी को भी।</translation>
    </message>
    <message>
        <source>Nobody who shares one of your topics is free now, so we look for anybody.</source>
        <translation>आपके विषयों वाला कोई अभी ख़ाली नहीं है, इसलिए हम किसी को भी खोज रहे हैं।</translation>
    </message>
    <message>
        <source>First we look for somebody who shares one of your {count} topics; after {seconds} seconds for anybody.</source>
        <translation>पहले हम ऐसे किसी को खोजते हैं जिसका आपके {count} विषयों में से कोई एक हो; {seconds} सेकंड बाद किसी को भी।</translation>
    </message>
    <message>
        <source>Mathematics</source>
        <translation>गणित</translation>
    </message>
    <message>
        <source>Physics</source>
        <translation>भौतिकी</translation>
    </message>
    <message>
        <source>Chemistry</source>
        <translation>रसायन विज्ञान</translation>
    </message>
    <message>
        <source>Biology</source>
        <translation>जीव विज्ञान</translation>
    </message>
    <message>
        <source>English</source>
        <translation>अंग्रेज़ी</translation>
    </message>
    <message>
        <source>Programming</source>
        <translation>प्रोग्रामिंग</translation>
    </message>
    <message>
        <source>Algebra</source>
        <translation>बीजगणित</translation>
    </message>
    <message>
        <source>Calculus</source>
        <translation>कलन</translation>
    </message>
    <message>
        <source>Geometry</source>
        <translation>ज्यामिति</translation>
    </message>
    <message>
        <source>Statistics</source>
        <translation>सांख्यिकी</translation>
    </message>
    <message>
        <source>Computer science</source>
        <translation>कंप्यूटर विज्ञान</translation>
    </message>
    <message>
        <source>Data structures</source>
        <translation>डेटा संरचनाएँ</translation>
    </message>
    <message>
        <source>Economics</source>
        <translation>अर्थशास्त्र</translation>
    </message>
    <message>
        <source>Accounting</source>
        <translation>लेखा</translation>
    </message>
    <message>
        <source>History</source>
        <translation>इतिहास</translation>
    </message>
    <message>
        <source>Geography</source>
        <translation>भूगोल</translation>
    </message>
    <message>
        <source>Political science</source>
        <translation>राजनीति विज्ञान</translation>
    </message>
    <message>
        <source>Psychology</source>
        <translation>मनोविज्ञान</translation>
    </message>
    <message>
        <source>Philosophy</source>
        <translation>दर्शनशास्त्र</translation>
    </message>
    <message>
        <source>Law</source>
        <translation>क़ानून</translation>
    </message>
    <message>
        <source>Medicine</source>
        <translation>चिकित्सा</translation>
    </message>
    <message>
        <source>Engineering</source>
        <translation>अभियांत्रिकी</translation>
    </message>
    <message>
        <source>Art</source>
        <translation>कला</translation>
    </message>
    <message>
        <source>Music</source>
        <translation>संगीत</translation>
    </message>
    <message>
        <source>Hindi</source>
        <translation>हिन्दी</translation>
    </message>
    <message>
        <source>Sanskrit</source>
        <translation>संस्कृत</translation>
    </message>
    <message>
        <source>French</source>
        <translation>फ़्रांसीसी</translation>
    </message>
    <message>
        <source>German</source>
        <translation>जर्मन</translation>
    </message>
    <message>
        <source>Spanish</source>
        <translation>स्पेनी</translation>
    </message>
    <message>
        <source>Exam preparation</source>
        <translation>परीक्षा की तैयारी</translation>
    </message>
    <message>
        <source>Essay writing</source>
        <translation>निबंध लेखन</translation>
    </message>
    <message>
        <source>Quiet reading</source>
        <translation>मौन पठन</translation>
    </message>
</context>
</TS>
