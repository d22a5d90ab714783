package org.courtbridge.devices.onvif;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.security.SecureRandom;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.courtbridge.devices.Credentials;
import org.courtbridge.devices.DeviceAddress;
import org.courtbridge.devices.DeviceException;
import org.courtbridge.devices.DeviceFault;
import org.courtbridge.devices.DeviceHttp;
import org.courtbridge.devices.DeviceNetwork;

/** Operations of a camera, by SOAP 1.2 over HTTP (Core, "Web Services framework"), and what has to be known before the first. */
final class OnvifSession {

    private static final String DEVICE_PATH = "/onvif/device_service";
    private static final String ENVELOPE = "<s:Envelope xmlns:s=\"http://www.w3.org/2003/05/soap-envelope\""
            + " xmlns:tt=\"http://www.onvif.org/ver10/schema\">";
    private static final int NONCE = 16;

    private final DeviceHttp http;
    private final Credentials credentials;
    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();
    private volatile Optional<Camera> known = Optional.empty();

    /**
     * Properties of the camera that do not change.
     *
     * @param ahead how much the camera's clock is ahead of ours
     * @param paths of its services; without PTZ for one that does not turn
     * @param profile the first one, which is the one that cameras are shipped with
     */
    record Camera(Duration ahead, Map<OnvifService, String> paths, String profile) {

        boolean turns() {
            return paths.containsKey(OnvifService.PTZ);
        }
    }

    OnvifSession(DeviceNetwork network, DeviceAddress address, Credentials credentials, InstantSource clock) {
        this.http = new DeviceHttp(network, "http", address);
        this.credentials = credentials;
        this.clock = clock;
    }

    CompletableFuture<Camera> camera() {
        return known.map(CompletableFuture::completedFuture)
                .orElseGet(() -> clockAhead()
                        .thenCompose(ahead -> services(ahead)
                                .thenCompose(paths -> profile(ahead, paths).thenApply(profile -> {
                                    Camera camera = new Camera(ahead, turning(paths, profile), token(profile));
                                    known = Optional.of(camera);
                                    return camera;
                                }))));
    }

    /** Of how old a token is the camera's own clock decides. It tells the time to anybody. */
    private CompletableFuture<Duration> clockAhead() {
        return send(DEVICE_PATH, OnvifService.DEVICE, "", "<tds:GetSystemDateAndTime/>")
                .thenApply(answer -> answer.find("SystemDateAndTime", "UTCDateTime")
                        .map(this::ahead)
                        .orElse(Duration.ZERO));
    }

    private Duration ahead(SoapNode utc) {
        try {
            LocalDateTime told = LocalDateTime.of(
                    number(utc, "Date", "Year"),
                    number(utc, "Date", "Month"),
                    number(utc, "Date", "Day"),
                    number(utc, "Time", "Hour"),
                    number(utc, "Time", "Minute"),
                    Math.min(number(utc, "Time", "Second"), 59));
            return Duration.between(clock.instant(), told.toInstant(ZoneOffset.UTC));
        } catch (DateTimeException e) {
            throw DeviceException.malformed("UTCDateTime", "a time");
        }
    }

    private static int number(SoapNode node, String... path) {
        return node.textAt(path)
                .filter(text -> text.matches("[0-9]{1,4}"))
                .map(Integer::parseInt)
                .orElseThrow(() -> DeviceException.malformed(node.name(), String.join("/", path)));
    }

    /** Only the paths are taken: a camera behind a translator of addresses tells one that is its own alone. */
    private CompletableFuture<Map<OnvifService, String>> services(Duration ahead) {
        return authorized(
                        DEVICE_PATH,
                        OnvifService.DEVICE,
                        ahead,
                        "<tds:GetCapabilities><tds:Category>All</tds:Category></tds:GetCapabilities>")
                .thenApply(answer -> {
                    Map<OnvifService, String> paths = new EnumMap<>(OnvifService.class);
                    paths.put(OnvifService.DEVICE, DEVICE_PATH);
                    answer.textAt("Capabilities", "Media", "XAddr")
                            .ifPresent(text -> paths.put(OnvifService.MEDIA, path(text)));
                    answer.textAt("Capabilities", "PTZ", "XAddr")
                            .ifPresent(text -> paths.put(OnvifService.PTZ, path(text)));
                    return paths;
                });
    }

    private static String path(String address) {
        try {
            URI uri = URI.create(address);
            String path = uri.getRawPath();
            if (path != null && path.startsWith("/")) {
                return path + (uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery());
            }
        } catch (IllegalArgumentException _) {
            throw DeviceException.malformed(address, "XAddr: a URI");
        }
        throw DeviceException.malformed(address, "XAddr: a URI with a path");
    }

    private CompletableFuture<Optional<SoapNode>> profile(Duration ahead, Map<OnvifService, String> paths) {
        String path = paths.get(OnvifService.MEDIA);
        return path == null
                ? CompletableFuture.completedFuture(Optional.empty())
                : authorized(path, OnvifService.MEDIA, ahead, "<trt:GetProfiles/>")
                        .thenApply(answer -> answer.find("Profiles"));
    }

    /** A camera turns if it has the service and its profile a configuration for it. */
    private static Map<OnvifService, String> turning(Map<OnvifService, String> paths, Optional<SoapNode> profile) {
        Map<OnvifService, String> kept = new EnumMap<>(paths);
        if (profile.flatMap(found -> found.find("PTZConfiguration")).isEmpty()) {
            kept.remove(OnvifService.PTZ);
        }
        return Map.copyOf(kept);
    }

    private static String token(Optional<SoapNode> profile) {
        return profile.flatMap(found -> found.attribute("token")).orElse("");
    }

    /**
     * Calls an operation and returns the answer.
     *
     * @param body with the prefixes tds, trt or tptz for its service, and tt
     */
    CompletableFuture<SoapNode> call(OnvifService service, String body) {
        return camera().thenCompose(camera -> {
            String path = camera.paths().get(service);
            if (path == null) {
                throw new DeviceException(DeviceFault.NOT_SUPPORTED, "the camera has no service %s".formatted(service));
            }
            return authorized(path, service, camera.ahead(), body);
        });
    }

    private CompletableFuture<SoapNode> authorized(String path, OnvifService service, Duration ahead, String body) {
        byte[] nonce = new byte[NONCE];
        random.nextBytes(nonce);
        Instant now = clock.instant().plus(ahead);
        return send(path, service, UsernameToken.header(credentials, nonce, now), body);
    }

    private CompletableFuture<SoapNode> send(String path, OnvifService service, String header, String body) {
        String prefix = prefix(service);
        String envelope = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>" + ENVELOPE + header + "<s:Body xmlns:" + prefix
                + "=\"" + service.namespace() + "\">" + body + "</s:Body></s:Envelope>";
        HttpRequest.Builder request = HttpRequest.newBuilder()
                .header("Content-Type", "application/soap+xml; charset=utf-8")
                .POST(BodyPublishers.ofString(envelope));
        return http.send(path, request).thenApply(OnvifSession::answer);
    }

    private static String prefix(OnvifService service) {
        return switch (service) {
            case DEVICE -> "tds";
            case MEDIA -> "trt";
            case PTZ -> "tptz";
        };
    }

    /** A fault comes with status 400 or 500, and from some cameras with 200. */
    private static SoapNode answer(HttpResponse<String> response) {
        SoapNode body = SoapNode.body(response.body());
        if (body.name().equals("Fault")) {
            throw fault(body);
        }
        return body;
    }

    /** "Fault codes": the innermost subcode says most. */
    private static DeviceException fault(SoapNode fault) {
        String code = fault.textAt("Code", "Subcode", "Value").orElse("");
        String why = fault.textAt("Code", "Subcode", "Subcode", "Value")
                .or(() -> fault.textAt("Reason", "Text"))
                .orElse(code);
        if (code.endsWith("NotAuthorized") || code.endsWith("FailedAuthentication")) {
            return new DeviceException(DeviceFault.UNAUTHORIZED, "the camera does not take the name and the password");
        }
        return code.endsWith("ActionNotSupported")
                ? DeviceException.refused(DeviceFault.NOT_SUPPORTED, "action not supported", why)
                : DeviceException.refused(DeviceFault.REFUSED, "fault", why);
    }

    void disconnect() {
        http.disconnect();
    }
}
