package org.courtbridge.devices;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ProtocolException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * Requests to one device, one at a time, with answers of a bounded size within a bounded time. Each goes to the address that the device's
 * name leads to, as a number in the request's URI, so that nobody looks the name up once more.
 */
public final class DeviceHttp {

    private static final int LONGEST_ANSWER = 2 << 20;

    private final DeviceNetwork network;
    private final String scheme;
    private final DeviceAddress device;
    private volatile CompletableFuture<?> current = new CompletableFuture<>();

    /** @param scheme {@code http} or {@code https} */
    public DeviceHttp(DeviceNetwork network, String scheme, DeviceAddress device) {
        this.network = network;
        this.scheme = scheme;
        this.device = device;
    }

    /**
     * The answer, whatever its status, except 401 and 403, which are {@link DeviceFault#UNAUTHORIZED}.
     *
     * @param path from the first slash on, perhaps with a query
     * @param request all but its URI
     */
    public CompletableFuture<HttpResponse<String>> send(String path, HttpRequest.Builder request) {
        CompletableFuture<InetSocketAddress> found = network.destination(device);
        current = found;
        return found.handle((to, failure) -> {
                    if (failure != null) {
                        throw failureOf(failure);
                    }
                    return uri(scheme, to, path);
                })
                .thenCompose(uri -> send(request.uri(uri).build()));
    }

    /**
     * @param to whom it leads, as a number
     * @param path from the first slash on: without one, a text that a device named could lead to another host
     * @throws DeviceException {@link DeviceFault#MALFORMED_ANSWER} if it is no path, as what is in it may be a device's
     */
    public static URI uri(String scheme, InetSocketAddress to, String path) {
        try {
            if (path.startsWith("/")) {
                return URI.create(
                        scheme + "://" + new DeviceAddress(to.getAddress().getHostAddress(), to.getPort()) + path);
            }
        } catch (IllegalArgumentException _) {
            throw DeviceException.malformed(path, "a path");
        }
        throw DeviceException.malformed(path, "a path");
    }

    private CompletableFuture<HttpResponse<String>> send(HttpRequest request) {
        CompletableFuture<HttpResponse<String>> sent = network.http()
                .sendAsync(
                        request, BodyHandlers.limiting(BodyHandlers.ofString(StandardCharsets.UTF_8), LONGEST_ANSWER));
        current = sent;
        return sent.copy()
                .orTimeout(network.limits().answer().toMillis(), TimeUnit.MILLISECONDS)
                .handle((response, failure) -> {
                    if (failure != null) {
                        sent.cancel(true);
                        throw failureOf(failure);
                    }
                    if (response.statusCode() == 401 || response.statusCode() == 403) {
                        throw new DeviceException(
                                DeviceFault.UNAUTHORIZED, "the device does not take the name and the password");
                    }
                    return response;
                });
    }

    /** Translates the failure of a connection into the fault of a device. */
    public static DeviceException failureOf(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        return switch (cause) {
            case DeviceException known -> known;
            case TimeoutException _ -> new DeviceException(DeviceFault.TIMED_OUT, "no answer in time");
            case HttpTimeoutException _ -> new DeviceException(DeviceFault.UNREACHABLE, "no connection in time");
            case CancellationException _ -> new DeviceException(DeviceFault.CLOSED, "the connection was given up");
            case SSLException refused -> tlsFailure(refused);
            case ProtocolException _ -> new DeviceException(DeviceFault.MALFORMED_ANSWER, "the answer is no HTTP");
            case IOException lost ->
                new DeviceException(
                        DeviceFault.UNREACHABLE,
                        "no connection: %s".formatted(lost.getClass().getSimpleName()));
            default -> throw new CompletionException(cause);
        };
    }

    private static DeviceException tlsFailure(SSLException failure) {
        for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof PinnedTrust.ChangedCertificateException changed) {
                return new DeviceException(DeviceFault.CERTIFICATE_CHANGED, String.valueOf(changed.getMessage()));
            }
        }
        return new DeviceException(DeviceFault.UNREACHABLE, "no TLS with the device");
    }

    /** The cookies that an answer sets, without what it says of them: a device has all of them back. */
    public static Map<String, String> cookies(HttpResponse<?> response) {
        Map<String, String> cookies = new TreeMap<>();
        response.headers().allValues("set-cookie").forEach(cookie -> {
            String[] pair = cookie.split(";", 2)[0].split("=", 2);
            if (pair.length == 2) {
                cookies.put(pair[0].strip(), pair[1].strip());
            }
        });
        return cookies;
    }

    public static String cookieHeader(Map<String, String> cookies) {
        return cookies.entrySet().stream()
                .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                .collect(Collectors.joining("; "));
    }

    public static String basic(Credentials credentials) {
        byte[] both = (credentials.user() + ":" + credentials.password()).getBytes(StandardCharsets.UTF_8);
        return "Basic " + Base64.getEncoder().encodeToString(both);
    }

    /** Gives up what is under way. */
    public void disconnect() {
        current.cancel(true);
    }
}
