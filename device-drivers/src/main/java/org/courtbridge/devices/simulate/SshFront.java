package org.courtbridge.devices.simulate;

import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.sshd.common.NamedFactory;
import org.apache.sshd.common.kex.BuiltinDHFactories;
import org.apache.sshd.common.kex.KeyExchangeFactory;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.common.session.helpers.AbstractSession;
import org.apache.sshd.server.Environment;
import org.apache.sshd.server.ExitCallback;
import org.apache.sshd.server.ServerBuilder;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.channel.ChannelSession;
import org.apache.sshd.server.command.Command;
import org.courtbridge.devices.Credentials;
import org.courtbridge.devices.DeviceAddress;
import org.courtbridge.devices.LineFraming;
import org.jspecify.annotations.Nullable;

/** A simulated device that takes lines in a shell over SSH, and sends back what is typed if the other side has a terminal. */
public final class SshFront implements SecureFront {

    private static final String CURVE = "secp256r1";

    /**
     * Key exchanges that devices have. The server's own list begins with one that withstands quantum computers, for half a
     * second of processor time.
     */
    private static final List<KeyExchangeFactory> EXCHANGES = NamedFactory.setUpTransformedFactories(
            true,
            List.of(BuiltinDHFactories.curve25519, BuiltinDHFactories.ecdhp256, BuiltinDHFactories.dhg14_256),
            ServerBuilder.DH2KEX);

    private static final int CHUNK = 4096;
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final SshServer server;
    private final LineService service;
    private volatile Misbehaviour misbehaviour = Misbehaviour.NONE;

    /** @param key a device keeps it when it is switched off and on */
    public SshFront(InetSocketAddress bind, Credentials credentials, KeyPair key, LineService service) {
        this.service = service;
        this.server = SshServer.setUpDefaultServer();
        server.setHost(bind.getAddress().getHostAddress());
        server.setPort(bind.getPort());
        server.setNioWorkers(1);
        server.setKeyExchangeFactories(EXCHANGES);
        server.setKeyPairProvider(KeyPairProvider.wrap(key));
        server.setPasswordAuthenticator(
                (user, password, _) -> same(user, credentials.user()) & same(password, credentials.password()));
        server.setShellFactory(Shell::new);
        try {
            server.start();
        } catch (IOException e) {
            throw new IllegalStateException("cannot listen at %s".formatted(bind), e);
        }
    }

    private static boolean same(String given, String wanted) {
        return MessageDigest.isEqual(given.getBytes(StandardCharsets.UTF_8), wanted.getBytes(StandardCharsets.UTF_8));
    }

    /** For ECDSA (RFC 5656) with P-256: one for RSA takes a tenth of a second and more to find, for each device. */
    public static KeyPair newKey() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec(CURVE));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + CURVE, e);
        }
    }

    @Override
    public DeviceAddress address() {
        return new DeviceAddress(server.getHost(), server.getPort());
    }

    @Override
    public void misbehave(Misbehaviour how) {
        misbehaviour = how;
    }

    @Override
    public void changeKey() {
        server.setKeyPairProvider(KeyPairProvider.wrap(newKey()));
        for (AbstractSession session : server.getActiveSessions()) {
            session.close(true).awaitUninterruptibly(PATIENCE);
        }
    }

    @Override
    public void close() {
        server.close(true).awaitUninterruptibly(PATIENCE);
    }

    /** Shell of a client that has logged in. */
    private final class Shell implements Command, LineService.Mouth, Misbehaviour.Outlet<String> {

        private final ChannelSession channel;
        private @Nullable InputStream in;
        private @Nullable OutputStream out;

        Shell(ChannelSession channel) {
            this.channel = channel;
        }

        @Override
        public void setInputStream(InputStream stream) {
            in = stream;
        }

        @Override
        public void setOutputStream(OutputStream stream) {
            out = stream;
        }

        @Override
        public void setErrorStream(OutputStream stream) {}

        @Override
        public void setExitCallback(ExitCallback callback) {}

        @Override
        public void start(ChannelSession opened, Environment environment) {
            boolean terminal = environment.getEnv().containsKey(Environment.ENV_TERM);
            InputStream typed = Objects.requireNonNull(in, "in");
            Thread.ofVirtual().start(() -> listen(typed, terminal));
        }

        private void listen(InputStream typed, boolean terminal) {
            LineService.Conversation conversation = service.converse(this);
            LineFraming framing = new LineFraming(Set.of());
            byte[] chunk = new byte[CHUNK];
            try {
                for (int size = typed.read(chunk); size >= 0; size = typed.read(chunk)) {
                    byte[] bytes = Arrays.copyOf(chunk, size);
                    if (terminal) {
                        send(new String(bytes, StandardCharsets.UTF_8).replace("\r", "\r\n"));
                    }
                    framing.feed(Unpooled.wrappedBuffer(bytes)).forEach(conversation::hear);
                }
            } catch (IOException gone) {
                hangUp();
            }
        }

        @Override
        public void destroy(ChannelSession closed) {}

        @Override
        public void say(String text) {
            misbehaviour.deliver(text, this);
        }

        @Override
        public void hangUp() {
            channel.getSession().close(true);
        }

        @Override
        public void send(String text) {
            OutputStream shown = Objects.requireNonNull(out, "out");
            try {
                synchronized (shown) {
                    shown.write(text.getBytes(StandardCharsets.UTF_8));
                    shown.flush();
                }
            } catch (IOException gone) {
                hangUp();
            }
        }

        @Override
        public void discard(String text) {}

        @Override
        public void later(Runnable work, Duration delay) {
            CompletableFuture.delayedExecutor(delay.toMillis(), TimeUnit.MILLISECONDS)
                    .execute(work);
        }

        @Override
        public void drop(String text) {
            hangUp();
        }

        @Override
        public void sendHalf(String text) {
            send(text.substring(0, text.length() / 2));
            channel.getSession().close(false);
        }

        @Override
        public void sendNonsense(String text) {
            send(Misbehaviour.NONSENSE + "\r\n");
        }
    }
}
