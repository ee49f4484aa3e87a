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
        <source>Skip</source>
        <translation>आगे बढ़ें</translation>
    </message>
    <message>
        <source>End</source>
        <translation>समाप्त करें</translation>
    </message>
    <message>
        <source>Camera and sound</source>
        <translation>कैमरा और आवाज़</translation>
    </message>
    <message>
        <source>Report</source>
        <translation>शिकायत करें</translation>
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
    <name>Chooser</name>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
</context>
<context>
    <name>ConnectedPage</name>
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
        <source>Turn camera on</source>
        <translation>कैमरा चालू करें</translation>
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
        <source>Call ended</source>
        <translation>कॉल समाप्त</translation>
    </message>
    <message>
        <source>Well studied. The next partner is one press away.</source>
        <translation>अच्छी पढ़ाई हुई। अगला साथी एक बटन दूर है।</translation>
    </message>
</context>
<context>
    <name>Header</name>
    <message>
        <source>Gurukul</source>
        <translation>गुरुकुल</translation>
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
    <message>
        <source>Buddies · %L1 online</source>
        <translation>मित्र · %L1 ऑनलाइन</translation>
    </message>
    <message>
        <source>Buddies</source>
        <translation>मित्र</translation>
    </message>
    <message>
        <source>Check sound</source>
        <translation>आवाज़ जाँचें</translation>
    </message>
    <message>
        <source>Check camera and sound</source>
        <translation>कैमरा और आवाज़ जाँचें</translation>
    </message>
    <message>
        <source>About</source>
        <translation>परिचय</translation>
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
    <name>Main</name>
    <message>
        <source>Gurukul</source>
        <translation>गुरुकुल</translation>
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
        <source>Send report</source>
        <translation>शिकायत भेजें</translation>
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
    <name>SearchingPage</name>
    <message>
        <source>Looking around…</source>
        <translation>आसपास देख रहे हैं…</translation>
    </message>
    <message>
        <source>You are number %1 of %2</source>
        <translation>%2 में आपका स्थान %1 है</translation>
    </message>
    <message>
        <source>Finding a Partner…</source>
        <translation>साथी खोज रहे हैं…</translation>
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
        <source>Thank you. Your report was sent.</source>
        <translation>धन्यवाद। आपकी शिकायत भेज दी गई।</translation>
    </message>
    <message>
        <source>Thank you. Your report will be sent when the server is back.</source>
        <translation>धन्यवाद। सर्वर लौटते ही आपकी शिकायत भेज दी जाएगी।</translation>
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
        <source>Trying again in {seconds} s.</source>
        <translation>{seconds} सेकंड में फिर कोशिश होगी।</translation>
    </message>
    <message>
        <source>Messages to the server take a small detour just now. Your calls are not affected.</source>
        <translation>सर्वर तक संदेश अभी थोड़े घुमावदार रास्ते से जा रहे हैं। आपकी कॉल पर असर नहीं पड़ता।</translation>
    </message>
</context>
</TS>
