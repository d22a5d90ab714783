package org.courtbridge.media.transport;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A port for a program that must be told one. It is not of those that the system gives to whoever asks for any (32,768 and above in
 * Linux), so that no connection of another test takes it between the look and the program's start.
 */
public final class FreePort {

    private static final int LOWEST = 10_000;
    private static final int HIGHEST = 16_999;
    private static final int ATTEMPTS = 100;

    private FreePort() {}

    /** One that nobody has at any address, be it of UDP or TCP. */
    public static int any() {
        for (int i = 0; i < ATTEMPTS; i++) {
            int port = ThreadLocalRandom.current().nextInt(LOWEST, HIGHEST + 1);
            if (isFree(port)) {
                return port;
            }
        }
        throw new AssertionError("no port from %d to %d is free".formatted(LOWEST, HIGHEST));
    }

    private static boolean isFree(int port) {
        try (ServerSocket connections = new ServerSocket(port);
                DatagramSocket datagrams = new DatagramSocket(new InetSocketAddress(port))) {
            return connections.isBound() && datagrams.isBound();
        } catch (IOException taken) {
            return false;
        }
    }
}
