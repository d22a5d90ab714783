package org.courtbridge.console;

import java.util.List;

/** The documents by which a participant's page joins a hearing. Their components are its field names. */
final class JoinViews {

    private JoinViews() {}

    /** The code word by which a participant's page proves who it is. */
    record CodeWord(String codeWord) {

        @Override
        public String toString() {
            return "CodeWord[]";
        }
    }

    /**
     * @param ticket opens the WebSocket once
     * @param iceServers that relay for browsers behind hard firewalls
     */
    record Ticket(String ticket, String name, List<IceServerView> iceServers) {

        @Override
        public String toString() {
            return "Ticket[]";
        }
    }

    /** An RTCIceServer of WebRTC. */
    record IceServerView(String urls, String username, String credential) {

        @Override
        public String toString() {
            return "IceServerView[" + urls + "]";
        }
    }
}
