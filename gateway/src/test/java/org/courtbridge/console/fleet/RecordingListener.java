package org.courtbridge.console.fleet;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.courtbridge.devices.DeviceAddress;

/** Stands where somebody has a device's driver connect to, greets whoever connects, and keeps all that it is sent. */
final class RecordingListener implements AutoCloseable {

    private final ServerSocket socket;
    private final String greeting;
    private final List<String> heard = new CopyOnWriteArrayList<>();

    RecordingListener(String greeting) throws IOException {
        this.socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        this.greeting = greeting;
        Thread.ofVirtual().start(this::accept);
    }

    private void accept() {
        try {
            while (!socket.isClosed()) {
                Socket caller = socket.accept();
                Thread.ofVirtual().start(() -> listen(caller));
            }
        } catch (IOException _) {
            // It was closed.
        }
    }

    private void listen(Socket caller) {
        try (caller) {
            caller.getOutputStream().write(greeting.getBytes(StandardCharsets.UTF_8));
            InputStream in = caller.getInputStream();
            byte[] chunk = new byte[4096];
            for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
                heard.add(new String(chunk, 0, read, StandardCharsets.UTF_8));
            }
        } catch (IOException _) {
            // The driver hung up.
        }
    }

    DeviceAddress address() {
        return new DeviceAddress("127.0.0.1", socket.getLocalPort());
    }

    /** All that came so far, from whomever. */
    String heard() {
        return String.join("", heard);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
