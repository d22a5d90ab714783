package org.courtbridge.signalling.sip.registrar;

import java.net.InetAddress;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.regex.Pattern;
import javax.sip.address.SipURI;
import javax.sip.header.AuthorizationHeader;
import javax.sip.header.FromHeader;
import javax.sip.header.HeaderAddress;
import javax.sip.header.ProxyAuthorizationHeader;
import javax.sip.header.ToHeader;
import javax.sip.header.UserAgentHeader;
import javax.sip.message.Request;
import javax.sip.message.Response;
import org.courtbridge.court.access.DeviceLogins;
import org.courtbridge.court.access.WrongPasswords;
import org.courtbridge.provisioning.inventory.Device;
import org.courtbridge.provisioning.inventory.Devices;
import org.courtbridge.provisioning.inventory.DigestSecrets;
import org.courtbridge.signalling.sip.stack.DigestCredentials;
import org.courtbridge.signalling.sip.stack.ProvenSources;
import org.courtbridge.signalling.sip.stack.SipMessages;

/**
 * Decides who sent a request: by the certificate that the device has shown, else by digest (RFC 3261, section 22; RFC 8760).
 * Whoever asks learns nothing of which devices exist: the unknown get the same challenge, the same work and the same answers
 * as those with a wrong password.
 *
 * <p>Nothing counts against anybody, nor is it looked at, before its sender has shown by the nonce that he receives at his
 * address ({@link Nonces}). Wrong passwords then count ({@link PasswordAttempts}).
 */
public final class DigestAuthenticator {

    /**
     * Agents that give up when any of the challenges is not MD5, wherever it stands, and never come in: seen with
     * baresip 1.1.0 (libre 2.0.1).
     */
    private static final Pattern MD5_ONLY = Pattern.compile("baresip v[01]\\.");

    private final Devices devices;
    private final DeviceLogins logins;
    private final CertifiedDevices certified;
    private final String realm;
    private final SipMessages messages;
    private final Nonces nonces;
    private final ChallengeOrders orders;
    private final ProvenSources sources;
    private final PasswordAttempts attempts;
    private final LongAdder wrongPasswords = new LongAdder();
    private final WrongPasswords wrong;

    /** @param sources are told of each address that has shown that it receives there */
    public DigestAuthenticator(
            Devices devices,
            CertifiedDevices certified,
            String realm,
            SipMessages messages,
            ProvenSources sources,
            InstantSource clock) {
        this.devices = devices;
        this.logins = new DeviceLogins(devices);
        this.certified = certified;
        this.realm = realm;
        this.messages = messages;
        this.sources = sources;
        this.nonces = new Nonces(clock);
        this.orders = new ChallengeOrders(devices, clock);
        this.attempts = new PasswordAttempts(clock);
        this.wrong = new WrongPasswords(clock);
    }

    sealed interface Verdict {

        record Known(Device device) implements Verdict {}

        /** The request is answered with this. */
        record Answer(Response response) implements Verdict {}
    }

    public long wrongPasswords() {
        return wrongPasswords.sum();
    }

    /** Devices at whose password far too many guesses were made within an hour, since the start. */
    public long guessAlarms() {
        return attempts.alarms();
    }

    /** Devices for whom somebody has given a wrong password of late. */
    public WrongPasswords wrongOfLate() {
        return wrong;
    }

    /** Reads the inventory, so not for the stack's threads. */
    Verdict check(Request request, InetAddress source) {
        Optional<Device> proved = certified.deviceOf(request);
        if (proved.isPresent()) {
            devices.supersedeFormerPasswords(proved.get().id());
            sources.addDevice(request, proved.get().id());
            return new Verdict.Known(proved.get());
        }
        Origin origin = Origin.of(request, source);
        Optional<DigestCredentials> given = credentials(request);
        if (given.isEmpty()) {
            return challenge(request, origin, false);
        }
        if (!given.get().isFor(request.getRequestURI())) {
            return new Verdict.Answer(messages.response(request, Response.BAD_REQUEST));
        }
        return switch (nonces.check(given.get().nonce(), origin)) {
            case FORGED -> challenge(request, origin, false);
            case STALE -> challenge(request, origin, true);
            case OF_OTHER_PORT -> check(request, origin, given.get(), Optional.empty());
            case GOOD -> check(request, origin, given.get(), Optional.of(origin.flow()));
        };
    }

    /** @param flow by which the nonce went out and has come back; empty if it has come by another */
    private Verdict check(Request request, Origin origin, DigestCredentials credentials, Optional<String> flow) {
        sources.add(SipMessages.sourceOf(request).getAddress());
        sources.add(origin.address());
        String user = credentials.username().toLowerCase(Locale.ROOT);
        try (PasswordAttempts.Attempt attempt = attempts.begin(user, origin, flow)) {
            if (!attempt.mayGoOn()) {
                return new Verdict.Answer(messages.response(request, Response.FORBIDDEN));
            }
            Verdict verdict = check(request, origin, credentials, attempt);
            if (verdict instanceof Verdict.Known known) {
                attempt.proved();
                if (flow.isPresent() || origin.isConnected()) {
                    sources.addDevice(request, known.device().id());
                }
            }
            return verdict;
        }
    }

    private Verdict check(
            Request request, Origin origin, DigestCredentials credentials, PasswordAttempts.Attempt attempt) {
        Optional<Device> device;
        try {
            device = logins.find(
                    credentials.username(), (_, secrets) -> matches(credentials, secrets, request.getMethod()));
        } catch (RuntimeException e) {
            attempt.undecided();
            throw e;
        }
        if (device.isEmpty()) {
            wrongPasswords.increment();
            attempt.failed();
            devices.byUsername(credentials.username()).ifPresent(known -> wrong.note(known.id()));
            return challenge(request, origin, false);
        }
        attempt.succeeded();
        wrong.forget(device.get().id());
        if (!nonces.use(credentials.nonce(), credentials.count())) {
            return challenge(request, origin, true);
        }
        return new Verdict.Known(device.get());
    }

    /** Whether the request comes from a device that has shown its certificate. */
    boolean isCertified(Request request) {
        return certified.deviceOf(request).isPresent();
    }

    /** Whether a device that was identified by a request could be again. */
    boolean knows(Request request, Device device) {
        return devices.secrets(device.id()).isPresent()
                || certified.deviceOf(request).filter(device::equals).isPresent();
    }

    private boolean matches(DigestCredentials credentials, DigestSecrets secrets, String method) {
        return credentials.match(secrets, method) && secrets.realm().equals(realm);
    }

    /** The credentials for our realm, strongest algorithm first. */
    private Optional<DigestCredentials> credentials(Request request) {
        Optional<DigestCredentials> best = Optional.empty();
        for (String name : new String[] {AuthorizationHeader.NAME, ProxyAuthorizationHeader.NAME}) {
            for (Iterator<?> i = request.getHeaders(name); i.hasNext(); ) {
                if (i.next() instanceof AuthorizationHeader header) {
                    Optional<DigestCredentials> found = DigestCredentials.of(header)
                            .filter(credentials -> credentials.realm().equals(realm));
                    if (best.isEmpty()
                            || found.isPresent() && found.get().algorithm() == DigestCredentials.Algorithm.SHA_256) {
                        best = found;
                    }
                }
            }
        }
        return best;
    }

    private List<DigestCredentials.Algorithm> understood(Request request) {
        return request.getHeader("User-Agent") instanceof UserAgentHeader agent
                        && MD5_ONLY.matcher(String.join(" ", products(agent))).lookingAt()
                ? List.of(DigestCredentials.Algorithm.MD5)
                : orders.of(claimed(request));
    }

    /** The user name of the address of record that is to be registered, or says that it calls. */
    private static Optional<String> claimed(Request request) {
        HeaderAddress who = (HeaderAddress)
                request.getHeader(request.getMethod().equals(Request.REGISTER) ? ToHeader.NAME : FromHeader.NAME);
        return who.getAddress().getURI() instanceof SipURI uri ? Optional.ofNullable(uri.getUser()) : Optional.empty();
    }

    private static List<String> products(UserAgentHeader agent) {
        List<String> products = new ArrayList<>();
        for (Iterator<?> each = agent.getProduct(); each.hasNext(); ) {
            products.add(String.valueOf(each.next()));
        }
        return products;
    }

    /** One header for each algorithm, the preferred one first (RFC 8760, section 2.3). */
    private Verdict challenge(Request request, Origin origin, boolean stale) {
        Response response = messages.response(request, Response.UNAUTHORIZED);
        for (DigestCredentials.Algorithm algorithm : understood(request)) {
            messages.add(
                    response,
                    "WWW-Authenticate",
                    "Digest realm=\"%s\", nonce=\"%s\", algorithm=%s, qop=\"auth\"%s"
                            .formatted(realm, nonces.next(origin), algorithm.word(), stale ? ", stale=true" : ""));
        }
        return new Verdict.Answer(response);
    }
}
