package org.courtbridge.signalling.webrtc;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * TURN servers (RFC 8656) that relay for browsers behind hard firewalls, and the credentials that open them for a while
 * (draft-uberti-behave-turn-rest-00): the server shares a secret with us, and so knows whom we have let in and until when
 * without asking.
 */
public final class TurnServers {

    private static final String HMAC = "HmacSHA1";

    /** Nobody is relayed for. */
    public static final TurnServers NONE = new TurnServers(List.of(), "none", Duration.ZERO, InstantSource.system());

    private final List<String> urls;
    private final SecretKeySpec secret;
    private final Duration lifetime;
    private final InstantSource clock;

    /**
     * @param urls of the servers, as {@link IceServer#url} has them
     * @param secret shared with all of them, not empty
     * @param lifetime of what opens them, longer than any hearing: who restarts ICE needs it again
     */
    public TurnServers(List<String> urls, String secret, Duration lifetime, InstantSource clock) {
        this.urls = List.copyOf(urls);
        this.secret = new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), HMAC);
        this.lifetime = lifetime;
        this.clock = clock;
    }

    /**
     * The servers, with credentials for one person that are good from now on.
     *
     * @param person for the server's log; of the letters, digits and hyphens of an identifier
     */
    public List<IceServer> forPerson(String person) {
        String username = clock.instant().plus(lifetime).getEpochSecond() + ":" + person;
        return urls.stream()
                .map(url -> new IceServer(url, username, password(username)))
                .toList();
    }

    private String password(String username) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(secret);
            return Base64.getEncoder().encodeToString(mac.doFinal(username.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no " + HMAC, e);
        }
    }
}
