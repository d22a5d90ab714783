package org.courtbridge.devices;

import io.netty.buffer.Unpooled;
import io.netty.channel.EventLoop;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.channel.ChannelShell;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.AttributeRepository;
import org.apache.sshd.common.SshConstants;
import org.apache.sshd.common.SshException;
import org.apache.sshd.common.channel.BufferedIoOutputStream;
import org.apache.sshd.common.channel.StreamingChannel;
import org.apache.sshd.common.io.IoInputStream;
import org.apache.sshd.common.io.IoOutputStream;
import org.apache.sshd.common.util.buffer.ByteArrayBuffer;
import org.jspecify.annotations.Nullable;

/** Lines over the shell of an SSH connection (RFC 4254, 6.5). */
public final class SshLines {

    /** Whether a terminal is asked for (RFC 4254, 6.2). Some devices talk to nothing else; on one they send back what they are told. */
    public enum Terminal {
        WANTED,
        NONE
    }

    private static final int CHUNK = 8192;

    private SshLines() {}

    public static CompletableFuture<LineLink> open(
            DeviceNetwork network,
            DeviceAddress address,
            Credentials credentials,
            Terminal terminal,
            LineFraming framing) {
        PinnedHostKeys.Device device = new PinnedHostKeys.Device(address);
        EventLoop loop = network.loops().next();
        return connect(network, device, credentials)
                .thenCompose(session -> enter(session, credentials)
                        .thenCompose(entered -> shell(entered, terminal))
                        .thenApply(shell -> link(loop, session, shell, framing, network::limits))
                        .whenComplete((_, failure) -> {
                            if (failure != null) {
                                session.close(true);
                            }
                        }))
                .exceptionallyCompose(failure -> CompletableFuture.failedFuture(
                        device.isChanged() ? device.changed() : failureOf(address, failure)));
    }

    /** Off the caller's thread, as the client may have to be started first. */
    private static CompletableFuture<ClientSession> connect(
            DeviceNetwork network, PinnedHostKeys.Device device, Credentials credentials) {
        return network.destination(device.address())
                .thenCompose(to -> CompletableFuture.supplyAsync(network::ssh, network.tasks())
                        .thenCompose(ssh -> connect(ssh, to, device, credentials)));
    }

    private static CompletableFuture<ClientSession> connect(
            SshClient ssh, InetSocketAddress to, PinnedHostKeys.Device device, Credentials credentials) {
        CompletableFuture<ClientSession> connected = new CompletableFuture<>();
        try {
            ssh.connect(credentials.user(), to, AttributeRepository.ofKeyValuePair(PinnedHostKeys.DEVICE, device), null)
                    .addListener(opened -> {
                        if (opened.isConnected()) {
                            connected.complete(opened.getSession());
                        } else {
                            connected.completeExceptionally(why(opened.getException()));
                        }
                    });
        } catch (IOException e) {
            connected.completeExceptionally(e);
        }
        return connected;
    }

    private static CompletableFuture<ClientSession> enter(ClientSession session, Credentials credentials) {
        CompletableFuture<ClientSession> entered = new CompletableFuture<>();
        session.addPasswordIdentity(credentials.password());
        try {
            session.auth().addListener(asked -> {
                if (asked.isSuccess()) {
                    entered.complete(session);
                } else {
                    entered.completeExceptionally(why(asked.getException()));
                }
            });
        } catch (IOException e) {
            entered.completeExceptionally(e);
        }
        return entered;
    }

    private static CompletableFuture<ChannelShell> shell(ClientSession session, Terminal terminal) {
        CompletableFuture<ChannelShell> opened = new CompletableFuture<>();
        try {
            ChannelShell shell = session.createShellChannel();
            shell.setUsePty(terminal == Terminal.WANTED);
            shell.setStreaming(StreamingChannel.Streaming.Async);
            shell.setRedirectErrorStream(true);
            shell.open().addListener(asked -> {
                if (asked.isOpened()) {
                    opened.complete(shell);
                } else {
                    opened.completeExceptionally(why(asked.getException()));
                }
            });
        } catch (IOException e) {
            opened.completeExceptionally(e);
        }
        return opened;
    }

    private static Throwable why(@Nullable Throwable told) {
        return told == null ? new IOException("no reason") : told;
    }

    private static DeviceException failureOf(DeviceAddress address, Throwable failure) {
        Throwable cause = failure.getCause() == null ? failure : failure.getCause();
        if (cause instanceof DeviceException known) {
            return known;
        }
        boolean refused = failure instanceof SshException known && isRefusal(known)
                || cause instanceof SshException below && isRefusal(below);
        return refused
                ? new DeviceException(DeviceFault.UNAUTHORIZED, "the device does not take the name and the password")
                : TcpLines.unreachable(address, cause);
    }

    private static boolean isRefusal(SshException failure) {
        return failure.getDisconnectCode() == SshConstants.SSH2_DISCONNECT_NO_MORE_AUTH_METHODS_AVAILABLE;
    }

    private static LineLink link(
            EventLoop loop,
            ClientSession session,
            ChannelShell shell,
            LineFraming framing,
            Supplier<DriverLimits> limits) {
        BufferedIoOutputStream toDevice =
                new BufferedIoOutputStream("lines", shell.getChannelId(), shell.getAsyncIn(), shell);
        LineLink link = new LineLink(loop, new Shell(session, shell, toDevice), framing, limits);
        loop.execute(link::stayOpen);
        shell.addCloseFutureListener(_ -> loop.execute(link::end));
        read(loop, shell.getAsyncOut(), link);
        return link;
    }

    private static void read(EventLoop loop, IoInputStream fromDevice, LineLink link) {
        ByteArrayBuffer chunk = new ByteArrayBuffer(CHUNK);
        fromDevice.read(chunk).addListener(done -> {
            if (done.getException() != null) {
                loop.execute(link::end);
                return;
            }
            byte[] bytes = chunk.getCompactData();
            loop.execute(() -> link.receive(Unpooled.wrappedBuffer(bytes)));
            read(loop, fromDevice, link);
        });
    }

    private record Shell(ClientSession session, ChannelShell shell, IoOutputStream toDevice)
            implements LineLink.Carrier {

        @Override
        public void say(String text) {
            try {
                toDevice.writeBuffer(new ByteArrayBuffer(text.getBytes(StandardCharsets.UTF_8)));
            } catch (IOException e) {
                close();
            }
        }

        @Override
        public void close() {
            session.close(true);
        }

        @Override
        public boolean isOpen() {
            return shell.isOpen();
        }
    }
}
