package org.courtbridge.signalling.sip.registrar;

import java.net.InetAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.LongAdder;
import java.util.regex.Pattern;
import javax.sip.header.AuthorizationHeader;
import javax.sip.header.ProxyAuthorizationHeader;
import javax.sip.header.UserAgentHeader;
import javax.sip.message.Request;
import javax.sip.message.Response;
import org.courtbridge.court.access.DeviceLogins;
import org.courtbridge.court.access.GuessingLimit;
import org.courtbridge.court.access.WrongPasswords;
import org.courtbridge.provisioning.inventory.Device;
import org.courtbridge.provisioning.inventory.Devices;
import org.courtbridge.provisioning.inventory.DigestSecrets;
import org.courtbridge.signalling.sip.stack.DigestCredentials;
import org.courtbridge.signalling.sip.stack.SipMessages;

/**
 * Decides who sent a request: by the certificate that the device has shown, else by digest (RFC 3261, section 22; RFC 8760). Whoever asks learns nothing of which devices exist: the
 * unknown get the same challenge, the same work and the same answers as those with a wrong password.
 */
public final class DigestAuthenticator {

    /**
     * Agents that give up when any of the challenges is not MD5, wherever it stands, and never come in: seen with
     * baresip 1.1.0 (libre 2.0.1).
     */
    private static final Pattern MD5_ONLY = Pattern.compile("baresip v[01]\\.");

    private static final Duration FIRST_BLOCK = Duration.ofSeconds(10);
    private static final Duration LONGEST_BLOCK = Duration.ofMinutes(15);
    private static final GuessingLimit.Limits PER_USER = new GuessingLimit.Limits(5, FIRST_BLOCK, 12, LONGEST_BLOCK);

    /** For all users that one address tries. */
    private static final GuessingLimit.Limits PER_SOURCE = new GuessingLimit.Limits(40, FIRST_BLOCK, 47, LONGEST_BLOCK);

    /**
     * Checks at one time. An attempt counts as a failure while it is being checked: were there more than an address may
     * fail, the rooms behind one NAT would lock each other out when the power comes back.
     */
    private static final int AT_ONCE = 32;

    private final Devices devices;
    private final DeviceLogins logins;
    private final CertifiedDevices certified;
    private final String realm;
    private final SipMessages messages;
    private final Nonces nonces;
    private final GuessingLimit guesses = new GuessingLimit(PER_USER, PER_SOURCE);
    private final InstantSource clock;
    private final Semaphore turns = new Semaphore(AT_ONCE, true);
    private final LongAdder wrongPasswords = new LongAdder();
    private final WrongPasswords wrong;

    public DigestAuthenticator(
            Devices devices, CertifiedDevices certified, String realm, SipMessages messages, InstantSource clock) {
        this.devices = devices;
        this.logins = new DeviceLogins(devices);
        this.certified = certified;
        this.realm = realm;
        this.messages = messages;
        this.nonces = new Nonces(clock);
        this.clock = clock;
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

    /** Devices for whom somebody has given a wrong password of late. */
    public WrongPasswords wrongOfLate() {
        return wrong;
    }

    /** Reads the inventory, so not for the stack's threads. */
    Verdict check(Request request, InetAddress source) {
        Optional<Device> proved = certified.deviceOf(request);
        if (proved.isPresent()) {
            devices.supersedeFormerPasswords(proved.get().id());
            return new Verdict.Known(proved.get());
        }
        Optional<DigestCredentials> given = credentials(request);
        if (given.isEmpty()) {
            return challenge(request, false);
        }
        if (!given.get().isFor(request.getRequestURI())) {
            return new Verdict.Answer(messages.response(request, Response.BAD_REQUEST));
        }
        turns.acquireUninterruptibly();
        try {
            return check(request, source, given.get());
        } finally {
            turns.release();
        }
    }

    private Verdict check(Request request, InetAddress source, DigestCredentials credentials) {
        String address = source.getHostAddress();
        String guesser = address + " " + credentials.username().toLowerCase(Locale.ROOT);
        Nonces.Worth worth = nonces.check(credentials.nonce());
        if (worth == Nonces.Worth.FORGED) {
            return challenge(request, false);
        }
        if (!guesses.attempt(guesser, address, clock.instant()).isZero()) {
            return new Verdict.Answer(messages.response(request, Response.FORBIDDEN));
        }
        Optional<Device> device;
        try {
            device = logins.find(
                    credentials.username(), (_, secrets) -> matches(credentials, secrets, request.getMethod()));
        } catch (RuntimeException e) {
            guesses.undecided(guesser, address);
            throw e;
        }
        if (device.isEmpty()) {
            wrongPasswords.increment();
            devices.byUsername(credentials.username()).ifPresent(known -> wrong.note(known.id()));
            return challenge(request, false);
        }
        guesses.succeeded(guesser, address);
        wrong.forget(device.get().id());
        if (worth == Nonces.Worth.STALE || !nonces.use(credentials.nonce(), credentials.count())) {
            return challenge(request, true);
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

    private static List<DigestCredentials.Algorithm> understood(Request request) {
        return request.getHeader("User-Agent") instanceof UserAgentHeader agent
                        && MD5_ONLY.matcher(String.join(" ", products(agent))).lookingAt()
                ? List.of(DigestCredentials.Algorithm.MD5)
                : List.of(DigestCredentials.Algorithm.values());
    }

    private static List<String> products(UserAgentHeader agent) {
        List<String> products = new ArrayList<>();
        for (Iterator<?> each = agent.getProduct(); each.hasNext(); ) {
            products.add(String.valueOf(each.next()));
        }
        return products;
    }

    /** One header for each algorithm, the one that we like best first (RFC 8760, section 2.4). */
    private Verdict challenge(Request request, boolean stale) {
        Response response = messages.response(request, Response.UNAUTHORIZED);
        for (DigestCredentials.Algorithm algorithm : understood(request)) {
            messages.add(
                    response,
                    "WWW-Authenticate",
                    "Digest realm=\"%s\", nonce=\"%s\", algorithm=%s, qop=\"auth\"%s"
                            .formatted(realm, nonces.next(), algorithm.word(), stale ? ", stale=true" : ""));
        }
        return new Verdict.Answer(response);
    }
}
