package org.courtbridge.gateway.e2e;

import java.io.IOException;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;

/** Connections that somebody opens, says little over, and leaves open. */
final class HalfOpen implements AutoCloseable {

    private final List<Socket> sockets = new ArrayList<>();

    void keep(Socket socket) {
        sockets.add(socket);
    }

    @Override
    public void close() throws IOException {
        for (Socket socket : sockets) {
            socket.close();
        }
    }
}
