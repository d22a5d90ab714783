package org.courtbridge.devices;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.net.InetSocketAddress;
import java.net.http.HttpClient;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import org.apache.sshd.client.SshClient;
import org.jspecify.annotations.Nullable;

/**
 * The clients and threads that all drivers share, so that ten thousand devices take no more threads than ten: event loops, one
 * HTTP client, one SSH client.
 */
public final class DeviceNetwork implements AutoCloseable {

    private static final int LOOPS = 2;

    private final Supplier<DriverLimits> limits;
    private final EventLoopGroup loops = new MultiThreadIoEventLoopGroup(
            LOOPS, new DefaultThreadFactory("devices", true), NioIoHandler.newFactory());
    private final ExecutorService tasks = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpClient http;
    private final CertificatePins pins;
    private final Destinations destinations;
    private @Nullable SshClient ssh;

    /**
     * @param limits of whatever is asked next; those of connections are as they are when the first is made
     * @param destinations that may be connected to
     */
    public DeviceNetwork(Supplier<DriverLimits> limits, CertificatePins pins, Destinations destinations) {
        this.limits = limits;
        this.pins = pins;
        this.destinations = destinations;
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(limits.get().connect())
                .sslContext(trusting(pins, destinations))
                .executor(tasks)
                .build();
    }

    /** Makes one whose limits stay as they are. */
    public static DeviceNetwork withFixedLimits(DriverLimits limits, CertificatePins pins, AllowedAddresses allowed) {
        return new DeviceNetwork(() -> limits, pins, Destinations.of(allowed));
    }

    private static SSLContext trusting(CertificatePins pins, Destinations destinations) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(
                    new KeyManager[0],
                    new TrustManager[] {new PinnedTrust(pins, destinations::namesOf)},
                    new SecureRandom());
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has TLS", e);
        }
    }

    public DriverLimits limits() {
        return limits.get();
    }

    /**
     * The address to connect to for a device: that and no other, and nothing by its name.
     *
     * @return fails with a {@link DeviceException} if no device may be there
     */
    public CompletableFuture<InetSocketAddress> destination(DeviceAddress device) {
        try {
            return Destinations.isLiteral(device)
                    ? CompletableFuture.completedFuture(destinations.find(device))
                    : CompletableFuture.supplyAsync(() -> destinations.find(device), tasks);
        } catch (DeviceException refused) {
            return CompletableFuture.failedFuture(refused);
        } catch (RejectedExecutionException _) {
            return CompletableFuture.failedFuture(
                    new DeviceException(DeviceFault.CLOSED, "nobody is connected to any more"));
        }
    }

    public EventLoopGroup loops() {
        return loops;
    }

    public HttpClient http() {
        return http;
    }

    /** Threads that may wait. */
    ExecutorService tasks() {
        return tasks;
    }

    /** Started when the first device needs it. */
    synchronized SshClient ssh() {
        SshClient started = ssh;
        if (started == null) {
            started = SshClients.start(limits.get(), pins);
            ssh = started;
        }
        return started;
    }

    @Override
    public void close() {
        synchronized (this) {
            if (ssh != null) {
                ssh.close(false);
            }
        }
        http.shutdownNow();
        tasks.shutdownNow();
        loops.shutdownGracefully(0, 1, TimeUnit.SECONDS);
    }
}
