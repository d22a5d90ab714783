package org.courtbridge.signalling.webrtc;

/** The way from us to one page: a WebSocket, or whatever a test puts in its place. Any thread; neither method blocks. */
public interface SignallingChannel {

    /** Sends one message; nothing happens if the channel is closed. */
    void send(String json);

    void close(String reason);
}
