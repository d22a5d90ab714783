package org.courtbridge.console.certificates;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.regex.Pattern;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.courtbridge.console.http.Allowed;
import org.courtbridge.console.http.Call;
import org.courtbridge.console.http.Endpoint;
import org.courtbridge.console.http.Problems;
import org.courtbridge.console.http.Reply;
import org.courtbridge.court.access.DeviceLogins;
import org.courtbridge.court.access.GuessingLimit;
import org.courtbridge.provisioning.certificates.CertificateHolder;
import org.courtbridge.provisioning.certificates.CertificateText;
import org.courtbridge.provisioning.certificates.DeviceCertificates;
import org.courtbridge.provisioning.certificates.RefusedRequestException;
import org.courtbridge.provisioning.certificates.RequestAttributes;
import org.courtbridge.provisioning.certificates.SigningRequest;
import org.courtbridge.provisioning.inventory.Device;

/**
 * Enrolment over Secure Transport (RFC 7030, with the clarifications of RFC 8951): devices fetch our authority and get
 * certificates. A device is known by the certificate that it shows, else by its user name with its password or with a secret
 * that works once (HTTP Basic). Refusals are in plain words (RFC 7030, section 4.2.3). A wrong password counts, and so does a
 * request for a certificate that cannot be granted: whoever goes on sending these waits, and is then blocked for a while.
 */
public final class EstEndpoints {

    static final String BASE = "/.well-known/est";

    private static final Logger LOG = LogManager.getLogger(EstEndpoints.class);

    private static final Duration BLOCK = Duration.ofMinutes(15);

    /** Seconds after which to come again when it was us who could not. */
    private static final int LATER = 30;

    /** Characters of base64 with its line breaks, for the longest request. */
    private static final int BODY_LIMIT = SigningRequest.LIMIT * 3 / 2;

    private static final Pattern BASIC = Pattern.compile("(?i)Basic\\s+([A-Za-z0-9+/=]+)\\s*");
    private static final Pattern PKCS10 = Pattern.compile("(?i)application/pkcs10\\s*(;.*)?");
    private static final String CERTIFICATES = "application/pkcs7-mime; smime-type=certs-only";

    private static final String CHALLENGE = "Basic realm=\"est\", charset=\"UTF-8\"";

    /** Without words: BouncyCastle's client fails at a challenge that has some. */
    private static final Reply ASKING =
            new Reply(401, Map.of("WWW-Authenticate", CHALLENGE), List.of(), Buffer.buffer());

    private final DeviceCertificates certificates;
    private final DeviceLogins logins;
    private final InstantSource clock;
    private final LongAdder refused = new LongAdder();

    /** A court's whole network may be behind one address. */
    private final GuessingLimit guesses = new GuessingLimit(
            new GuessingLimit.Limits(3, Duration.ofSeconds(1), 10, BLOCK),
            new GuessingLimit.Limits(50, Duration.ofSeconds(1), 200, BLOCK));

    public EstEndpoints(DeviceCertificates certificates, DeviceLogins logins, InstantSource clock) {
        this.certificates = certificates;
        this.logins = logins;
        this.clock = clock;
    }

    /** Requests that proved nothing or could not be granted, since the start. */
    public long refused() {
        return refused.sum();
    }

    public List<Endpoint> endpoints() {
        return List.of(
                est(HttpMethod.GET, "/cacerts", _ -> certificates(List.of(certificates.authority()))),
                est(HttpMethod.GET, "/csrattrs", _ -> base64("application/csrattrs", RequestAttributes.wanted())),
                est(HttpMethod.POST, "/simpleenroll", call -> granted(call, this::enrol)),
                est(HttpMethod.POST, "/simplereenroll", call -> granted(call, this::renew)),
                est(HttpMethod.POST, "/serverkeygen", _ -> words(501, "Keys are made by the device, not here.")),
                est(HttpMethod.POST, "/fullcmc", _ -> words(501, "Full CMC is not implemented; use simpleenroll.")));
    }

    private Endpoint est(HttpMethod method, String path, Endpoint.Action action) {
        return Endpoint.page(method, BASE + path, Allowed.ANYBODY, call -> {
            if (!call.context().request().isSSL()) {
                return words(403, "Enrolment is over TLS alone.");
            }
            try {
                return action.handle(call);
            } catch (RefusalException e) {
                return e.reply;
            } catch (RuntimeException e) {
                Problems.Cause cause = Problems.of(e);
                Reply reply = words(cause.status(), cause.detail());
                return cause.status() == 503 ? reply.with("Retry-After", Integer.toString(LATER)) : reply;
            }
        });
    }

    /** Proof of a device's identity. */
    private sealed interface Proof {

        Device device();

        record ByCertificate(Device device, X509Certificate certificate) implements Proof {}

        record ByPassword(Device device) implements Proof {}

        record BySecret(Device device, String secret) implements Proof {

            @Override
            public String toString() {
                return "BySecret[" + device.id() + "]";
            }
        }
    }

    @FunctionalInterface
    private interface Issuing {
        X509Certificate issue(Proof proof, SigningRequest request);
    }

    /** The request ends with this reply. */
    private static final class RefusalException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        @SuppressWarnings("serial") // never serialised
        private final Reply reply;

        RefusalException(Reply reply) {
            super("refused", null, false, false);
            this.reply = reply;
        }
    }

    private Reply granted(Call call, Issuing issuing) {
        Optional<Login> login = call.header("Authorization").flatMap(Login::of);
        List<X509Certificate> shown =
                DeviceCertificates.shownIn(call.context().request().sslSession());
        String source = call.source();
        String name = login.map(one -> one.username().toLowerCase(Locale.ROOT))
                        .or(() -> shown.stream().findFirst().map(CertificateText::fingerprint))
                        .orElseThrow(() -> new RefusalException(ASKING))
                + "|" + GuessingLimit.network(source);
        Duration wait = guesses.attempt(name, source, clock.instant());
        if (!wait.isZero()) {
            throw new RefusalException(words(429, "Too many attempts.")
                    .with(
                            "Retry-After",
                            Long.toString(Math.max(1, wait.plusMillis(999).toSeconds()))));
        }
        try {
            Proof proof = proof(shown, login);
            X509Certificate certificate = issuing.issue(proof, request(call));
            mustStillStand(proof, certificate, shown, login);
            guesses.succeeded(name, source);
            LOG.info(
                    "device={} certificate={} until {}",
                    proof.device().id(),
                    CertificateText.serial(certificate),
                    certificate.getNotAfter().toInstant());
            return certificates(List.of(certificate));
        } catch (RefusalException e) {
            refused.increment();
            if (e.reply == ASKING) {
                // There was no secret to guess.
                guesses.undecided(name, source);
            }
            throw e;
        } catch (RefusedRequestException e) {
            refused.increment();
            LOG.debug("a certificate is refused to {}: {}", source, e.getMessage());
            return words(400, String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            guesses.undecided(name, source);
            throw e;
        }
    }

    /** A certificate that proves something goes first: a device may send a password that has lapsed along with it. */
    private Proof proof(List<X509Certificate> shown, Optional<Login> login) {
        CertificateHolder bearer = certificates.bearerOf(shown);
        if (bearer instanceof CertificateHolder.Known known && certificates.enrolsBy(known)) {
            return new Proof.ByCertificate(known.device(), shown.getFirst());
        }
        if (login.isEmpty()) {
            LOG.debug("a certificate that was shown is not enough for enrolment: {}", bearer);
            throw new RefusalException(ASKING);
        }
        String username = login.get().username();
        String password = login.get().password();
        return logins.find(username, password)
                .<Proof>map(Proof.ByPassword::new)
                .or(() ->
                        certificates.enrolling(username, password).map(device -> new Proof.BySecret(device, password)))
                .orElseThrow(() -> new RefusalException(challenge("Wrong name or password.")));
    }

    /** A revocation that came while the certificate was made did not see it yet. */
    private void mustStillStand(
            Proof proof, X509Certificate certificate, List<X509Certificate> shown, Optional<Login> login) {
        boolean stands = switch (proof) {
            case Proof.ByCertificate _ -> certificates.bearerOf(shown) instanceof CertificateHolder.Known;
            case Proof.ByPassword _ ->
                login.flatMap(one -> logins.find(one.username(), one.password()))
                        .isPresent();
            // Used up with the certificate that came of it.
            case Proof.BySecret _ -> true;
        };
        if (!stands) {
            certificates
                    .by(actor(proof.device()))
                    .revoke(proof.device().id(), CertificateText.fingerprint(certificate));
            throw new RefusalException(ASKING);
        }
    }

    private X509Certificate enrol(Proof proof, SigningRequest request) {
        DeviceCertificates changed = certificates.by(actor(proof.device()));
        return switch (proof) {
            case Proof.ByCertificate known -> changed.issue(known.device().id(), request);
            case Proof.ByPassword known -> changed.issue(known.device().id(), request);
            case Proof.BySecret known ->
                changed.enrol(known.device().id(), known.secret(), request)
                        .orElseThrow(() -> new RefusalException(challenge("Wrong name or password.")));
        };
    }

    /** Whoever has no certificate that is good has nothing to renew (RFC 7030, section 4.2.2). */
    private X509Certificate renew(Proof proof, SigningRequest request) {
        if (proof instanceof Proof.ByCertificate known) {
            return certificates.by(actor(known.device())).renew(known.device().id(), known.certificate(), request);
        }
        throw new RefusalException(words(403, "Renewing takes the certificate that is renewed; use simpleenroll."));
    }

    private static String actor(Device device) {
        return "device:" + device.username();
    }

    private static SigningRequest request(Call call) {
        String type = call.header("Content-Type").orElse("application/pkcs10");
        if (!PKCS10.matcher(type).matches()) {
            throw new RefusalException(words(415, "Content-Type: %s (expected: application/pkcs10)".formatted(type)));
        }
        Buffer body = call.context().body().buffer();
        int size = body == null ? 0 : body.length();
        if (size > BODY_LIMIT) {
            throw new RefusalException(words(413, "body: %d bytes (expected: at most %d)".formatted(size, BODY_LIMIT)));
        }
        // Base64 whatever the Content-Transfer-Encoding says (RFC 8951, section 3).
        return SigningRequest.parseText(body == null ? "" : body.toString(ISO_8859_1));
    }

    private record Login(String username, String password) {

        /** Empty if it is not of HTTP Basic (RFC 7617). */
        static Optional<Login> of(String header) {
            var matcher = BASIC.matcher(header);
            if (!matcher.matches()) {
                return Optional.empty();
            }
            try {
                String text = new String(Base64.getDecoder().decode(matcher.group(1)), UTF_8);
                int colon = text.indexOf(':');
                return colon < 0
                        ? Optional.empty()
                        : Optional.of(new Login(text.substring(0, colon), text.substring(colon + 1)));
            } catch (IllegalArgumentException _) {
                return Optional.empty();
            }
        }

        @Override
        public String toString() {
            return "Login[" + username + "]";
        }
    }

    private static Reply challenge(String text) {
        return words(401, text).with("WWW-Authenticate", CHALLENGE);
    }

    private static Reply words(int status, String text) {
        return Reply.text(status, "text/plain; charset=utf-8", text + "\n");
    }

    private static Reply certificates(List<X509Certificate> certificates) {
        return base64(CERTIFICATES, CertificateText.certsOnly(certificates));
    }

    private static Reply base64(String type, byte[] content) {
        return new Reply(
                200,
                Map.of("Content-Type", type, "Content-Transfer-Encoding", "base64", "Cache-Control", "no-store"),
                List.of(),
                Buffer.buffer(Base64.getMimeEncoder().encodeToString(content) + "\r\n"));
    }
}
