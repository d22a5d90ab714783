package org.courtbridge.devices.onvif;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeParseException;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import org.courtbridge.devices.Credentials;
import org.courtbridge.devices.DeviceException;
import org.courtbridge.devices.SafeXml;
import org.courtbridge.devices.simulate.WebService;

/** The SOAP side of a simulated camera: who may ask what, envelopes, faults. */
final class CameraServices implements WebService {

    private static final String TYPE = "application/soap+xml; charset=utf-8";
    private static final String PATH = "/onvif/";

    /** Of how old a token may be. */
    private static final Duration FRESH = Duration.ofMinutes(5);

    /** "Pre-auth" operations (Core, "Access classes"). */
    private static final Set<String> FOR_ALL =
            Set.of("GetSystemDateAndTime", "GetServices", "GetCapabilities", "GetHostname");

    private final CameraOperations operations;
    private final Credentials credentials;
    private final InstantSource clock;

    CameraServices(CameraOperations operations, Credentials credentials, InstantSource clock) {
        this.operations = operations;
        this.credentials = credentials;
        this.clock = clock;
    }

    /** SOAP fault with which an operation is refused. */
    record Fault(String party, String code, String why) {

        static Fault of(String code, String why) {
            return new Fault("Sender", code, why);
        }

        static Fault notSupported() {
            return new Fault("Receiver", "ActionNotSupported", "Optional Action Not Implemented");
        }
    }

    @Override
    public Answer answer(Request request) {
        if (!request.path().startsWith(PATH) || !request.method().equals("POST")) {
            return Answer.of(404, "text/plain", "");
        }
        SoapNode envelope;
        SoapNode body;
        try {
            envelope = SoapNode.read(request.body());
            body = SoapNode.body(request.body());
        } catch (DeviceException malformed) {
            return fault(Fault.of("WellFormed", "Well-formed Error"));
        }
        if (!FOR_ALL.contains(body.name()) && !isKnown(envelope)) {
            return fault(Fault.of("NotAuthorized", "Sender not Authorized"));
        }
        String base = "http://" + request.header("host").orElse("camera") + PATH;
        return operations.perform(body, base).fold(CameraServices::envelope, CameraServices::fault);
    }

    private boolean isKnown(SoapNode envelope) {
        Optional<SoapNode> token = envelope.find("Header", "Security", "UsernameToken");
        Optional<String> created = token.flatMap(found -> found.textAt("Created"));
        Optional<String> nonce = token.flatMap(found -> found.textAt("Nonce"));
        if (created.isEmpty() || nonce.isEmpty() || !isFresh(created.orElseThrow())) {
            return false;
        }
        byte[] number;
        try {
            number = Base64.getDecoder().decode(nonce.orElseThrow());
        } catch (IllegalArgumentException malformed) {
            return false;
        }
        String wanted = UsernameToken.digest(number, created.orElseThrow(), credentials.password());
        return same(token.flatMap(found -> found.textAt("Username")), credentials.user())
                & same(token.flatMap(found -> found.textAt("Password")), wanted);
    }

    private boolean isFresh(String created) {
        try {
            return Duration.between(Instant.parse(created), clock.instant())
                            .abs()
                            .compareTo(FRESH)
                    < 0;
        } catch (DateTimeParseException malformed) {
            return false;
        }
    }

    private static boolean same(Optional<String> given, String wanted) {
        return MessageDigest.isEqual(
                given.orElse("").getBytes(StandardCharsets.UTF_8), wanted.getBytes(StandardCharsets.UTF_8));
    }

    private static Answer envelope(String body) {
        return Answer.of(200, TYPE, enveloped(body));
    }

    private static String enveloped(String body) {
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?><s:Envelope"
                + " xmlns:s=\"http://www.w3.org/2003/05/soap-envelope\""
                + " xmlns:ter=\"http://www.onvif.org/ver10/error\""
                + " xmlns:tt=\"http://www.onvif.org/ver10/schema\""
                + " xmlns:tds=\"http://www.onvif.org/ver10/device/wsdl\""
                + " xmlns:trt=\"http://www.onvif.org/ver10/media/wsdl\""
                + " xmlns:tptz=\"http://www.onvif.org/ver20/ptz/wsdl\"><s:Body>" + body + "</s:Body></s:Envelope>";
    }

    private static Answer fault(Fault fault) {
        return Answer.of(
                fault.party().equals("Sender") ? 400 : 500,
                TYPE,
                enveloped("<s:Fault><s:Code><s:Value>s:" + fault.party() + "</s:Value><s:Subcode><s:Value>ter:"
                        + fault.code() + "</s:Value></s:Subcode></s:Code><s:Reason><s:Text xml:lang=\"en\">"
                        + SafeXml.escape(fault.why()) + "</s:Text></s:Reason></s:Fault>"));
    }
}
