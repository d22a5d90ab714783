package org.courtbridge.h323.ras;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.courtbridge.h323.h225.AliasAddress;

/** An endpoint that is registered. There may be many, so that it holds no more than is needed. */
public final class Registration {

    /** As long as endpoints repeat a request. */
    private static final Duration REPETITION = Duration.ofSeconds(15);

    private final String endpointIdentifier;
    private final Optional<String> name;
    private final List<AdmittedCall> calls = new ArrayList<>(0);

    private Details details;
    private RasPath path;
    private Instant expires;
    private LastAnswer last = LastAnswer.NONE;

    /**
     * Contents of a full registration.
     *
     * @param path by which it said so
     * @param hashed whether it proves its name by H.235.1
     * @param traverses whether it is called through a NAT or a firewall
     */
    record Details(
            List<AliasAddress> aliases,
            InetSocketAddress callSignalAddress,
            RasPath path,
            String vendor,
            boolean hashed,
            boolean traverses,
            Duration timeToLive,
            Instant expires) {

        boolean isAtItsAddress() {
            return callSignalAddress.getAddress().equals(path.address().getAddress());
        }
    }

    /** The last answer, for when its request comes again. */
    private record LastAnswer(int request, byte[] answer, Instant until) {
        static final LastAnswer NONE = new LastAnswer(0, new byte[0], Instant.MIN);
    }

    Registration(String endpointIdentifier, Optional<String> name, Details details) {
        this.endpointIdentifier = endpointIdentifier;
        this.name = name;
        this.details = details;
        this.path = details.path;
        this.expires = details.expires;
    }

    void change(Details now) {
        details = now;
        renew(now.path, now.expires);
    }

    /** Whether others see no difference. */
    boolean isLike(Details other) {
        return details.aliases.equals(other.aliases)
                && details.callSignalAddress.equals(other.callSignalAddress)
                && details.traverses == other.traverses
                && tunnel().equals(tunnel(other.path))
                && details.vendor.equals(other.vendor);
    }

    public String endpointIdentifier() {
        return endpointIdentifier;
    }

    /** Name that the endpoint has proved; empty without a password. */
    public Optional<String> name() {
        return name;
    }

    public List<AliasAddress> aliases() {
        return details.aliases;
    }

    public InetSocketAddress callSignalAddress() {
        return details.callSignalAddress;
    }

    /** Whether that is where its messages come from: nobody has us connect to a third party. */
    public boolean isAtItsAddress() {
        return details.callSignalAddress.getAddress().equals(path.address().getAddress());
    }

    /** Address that its messages come from and are answered to. */
    public InetSocketAddress rasAddress() {
        return path.address();
    }

    RasPath path() {
        return path;
    }

    /** The connection that all its messages and calls go by (H.460.17), if it is one; the registration ends with it. */
    public Optional<RasPath.Tunnel> tunnel() {
        return tunnel(path);
    }

    private static Optional<RasPath.Tunnel> tunnel(RasPath path) {
        return path instanceof RasPath.Tunnel tunnel ? Optional.of(tunnel) : Optional.empty();
    }

    /**
     * Whether it is behind a NAT or a firewall (H.460.18): nobody reaches its call signal address, and it connects itself when
     * {@link Gatekeeper#invite} tells it of a call.
     */
    public boolean traverses() {
        return details.traverses;
    }

    /** Whether it is behind a NAT or a firewall that lets nobody in who was not called from there. */
    boolean isInside() {
        return traverses() || tunnel().isPresent();
    }

    /** Product and version, as far as it says. */
    public String vendor() {
        return details.vendor;
    }

    /** Time at which it ends unless it is renewed. */
    public Instant expires() {
        return expires;
    }

    public List<AdmittedCall> calls() {
        return List.copyOf(calls);
    }

    /** Whether it is told who we are as H.235.1 says, too. */
    boolean isHashed() {
        return details.hashed;
    }

    Duration timeToLive() {
        return details.timeToLive;
    }

    List<AdmittedCall> openCalls() {
        return calls;
    }

    /** As it is kept over a restart; empty if it ends with this process. */
    Optional<KeptRegistration> kept() {
        return name.filter(_ -> path instanceof RasPath.Datagrams)
                .map(proved -> new KeptRegistration(
                        endpointIdentifier,
                        proved,
                        details.aliases.stream()
                                .filter(alias -> alias.text().isPresent())
                                .toList(),
                        details.callSignalAddress,
                        path.address(),
                        details.vendor,
                        details.hashed,
                        details.traverses,
                        details.timeToLive,
                        expires));
    }

    void renew(RasPath by, Instant until) {
        path = by;
        expires = until;
    }

    void answered(int request, byte[] answer, Instant now) {
        last = new LastAnswer(request, answer, now.plus(REPETITION));
    }

    /** The same octets once more, as UDP loses answers; later they are a request of their own. */
    Optional<byte[]> lastAnswerTo(int request, Instant now) {
        return last.request == request && now.isBefore(last.until) ? Optional.of(last.answer) : Optional.empty();
    }

    @Override
    public String toString() {
        return endpointIdentifier;
    }
}
