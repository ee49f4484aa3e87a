// A password typed on an unencrypted page is anybody's.
document.getElementById("plain").hidden = window.isSecureContext;
