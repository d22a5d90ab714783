package org.courtbridge.signalling.webrtc;

/**
 * A TURN server as a browser is told of it, one URL of it, with what opens it.
 *
 * @param url such as {@code turn:turn.example.kz:3478?transport=udp} (RFC 7065)
 * @param credential the password for the long-term mechanism (RFC 8489, section 9.2)
 */
public record IceServer(String url, String username, String credential) {

    /** As a header of WHIP has it (RFC 9725, section 4.6). */
    public String link() {
        return "<%s>; rel=\"ice-server\"; username=\"%s\"; credential=\"%s\"; credential-type=\"password\""
                .formatted(url, username, credential);
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "IceServer[" + url + ", " + username + "]";
    }
}
