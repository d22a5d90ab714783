package org.courtbridge.signalling.rtsp;

import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.rtsp.RtspHeaderNames;
import io.netty.handler.codec.rtsp.RtspMethods;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.courtbridge.signalling.rtsp.CameraStream.Login;
import org.courtbridge.signalling.sdp.MediaDescription;
import org.courtbridge.signalling.sdp.SdpException;
import org.courtbridge.signalling.sdp.SessionDescription;

/** The requests of one RTSP session, in this order: the description, one of its streams, its packets. On one thread. */
final class RtspSession {

    /** Time after which a camera that names none forgets a session (RFC 2326, section 12.37). */
    private static final Duration USUAL_TIMEOUT = Duration.ofSeconds(60);

    private static final Duration SHORTEST_TIMEOUT = Duration.ofSeconds(4);
    private static final String ALL = "*";

    private final RtspConnection connection;
    private final String uri;
    private final Optional<Login> login;
    private String base;
    private String all;
    private Optional<RtspChallenge> challenge = Optional.empty();
    private int answered;
    private Optional<String> session = Optional.empty();
    private Duration timeout = USUAL_TIMEOUT;
    private HttpMethod keepAlive = RtspMethods.OPTIONS;

    /** @param uri as the camera has it */
    RtspSession(RtspConnection connection, URI uri, Optional<Login> login) {
        this.connection = connection;
        this.uri = uri.toString();
        this.login = login;
        this.base = this.uri;
        this.all = this.uri;
    }

    /**
     * Asks for the description of the camera's streams.
     *
     * @throws RtspException if there is none
     */
    SessionDescription describe() {
        RtspResponse known = ask(RtspMethods.OPTIONS, uri, Map.of());
        String methods = String.join(",", known.headers().getAll(RtspHeaderNames.PUBLIC));
        if (Arrays.asList(methods.split("[, ]+")).contains(RtspMethods.GET_PARAMETER.name())) {
            keepAlive = RtspMethods.GET_PARAMETER;
        }
        RtspResponse answer =
                granted(RtspMethods.DESCRIBE, uri, Map.of(RtspHeaderNames.ACCEPT.toString(), "application/sdp"));
        base = Optional.ofNullable(answer.headers().get(RtspHeaderNames.CONTENT_BASE))
                .or(() -> Optional.ofNullable(answer.headers().get(RtspHeaderNames.CONTENT_LOCATION)))
                .map(String::strip)
                .filter(text -> text.regionMatches(true, 0, "rtsp:", 0, 5))
                .orElse(uri);
        try {
            SessionDescription description = SessionDescription.parse(answer.body());
            all = description.attributes().value("control").map(this::resolved).orElse(base);
            return description;
        } catch (SdpException e) {
            throw new RtspException("its description cannot be read: " + e.getMessage());
        }
    }

    /**
     * Asks for one stream.
     *
     * @param transport the ways by which we take it (RFC 2326, section 12.39)
     * @return the way that the camera chose; empty if it knows none of them
     * @throws RtspException if there is none
     */
    Optional<RtspTransport> setUp(MediaDescription medium, String transport) {
        String control =
                medium.attributes().value("control").map(this::resolved).orElse(all);
        RtspResponse answer = ask(RtspMethods.SETUP, control, Map.of(RtspHeaderNames.TRANSPORT.toString(), transport));
        if (answer.status() == RtspResponse.UNSUPPORTED_TRANSPORT) {
            return Optional.empty();
        }
        check(answer, RtspMethods.SETUP);
        String identifier = answer.headers().get(RtspHeaderNames.SESSION, "");
        String[] parts = identifier.split(";", 2);
        session = Optional.of(parts[0].strip()).filter(text -> !text.isEmpty());
        timeout = parts.length > 1 ? timeout(parts[1]) : USUAL_TIMEOUT;
        return Optional.of(RtspTransport.parse(answer.headers().get(RtspHeaderNames.TRANSPORT, "")));
    }

    private static Duration timeout(String parameters) {
        for (String parameter : parameters.split(";")) {
            String text = parameter.strip().toLowerCase(Locale.ROOT);
            if (text.matches("timeout=[0-9]{1,6}")) {
                Duration said = Duration.ofSeconds(Long.parseLong(text.substring("timeout=".length())));
                return said.compareTo(SHORTEST_TIMEOUT) < 0 ? SHORTEST_TIMEOUT : said;
            }
        }
        return USUAL_TIMEOUT;
    }

    /** Has the camera begin to send. @throws RtspException if it does not */
    void play() {
        granted(RtspMethods.PLAY, all, Map.of(RtspHeaderNames.RANGE.toString(), "npt=0.000-"));
    }

    /** Within this time the camera must hear of us: a third of what it gives us, so that one that was lost does no harm. */
    Duration keepAliveInterval() {
        return timeout.dividedBy(3);
    }

    /** Says that we are still here. @throws RtspException if the camera does not know us any more, or says nothing */
    void keepAlive() {
        RtspResponse answer = ask(keepAlive, all, Map.of());
        // Some know the method only by name; that they answer is enough, unless the session is gone (RFC 2326, section
        // 11.3.5).
        if (answer.status() == 454 || answer.status() == RtspResponse.UNAUTHORIZED) {
            throw new RtspException("the camera has ended the session");
        }
    }

    /** Ends what was set up, whatever the camera says. */
    void tearDown() {
        if (session.isPresent()) {
            ask(RtspMethods.TEARDOWN, all, Map.of());
            session = Optional.empty();
        }
    }

    private RtspResponse granted(HttpMethod method, String where, Map<String, String> headers) {
        return check(ask(method, where, headers), method);
    }

    private static RtspResponse check(RtspResponse answer, HttpMethod method) {
        if (!answer.isOk()) {
            throw new RtspException("the camera answered " + answer.status() + " to " + method);
        }
        return answer;
    }

    /** Once more with a proof, if the camera wants a new one. */
    private RtspResponse ask(HttpMethod method, String where, Map<String, String> headers) {
        RtspResponse first = connection.ask(method, where, withProof(method, where, headers));
        if (first.status() != RtspResponse.UNAUTHORIZED) {
            return first;
        }
        RtspChallenge fresh = RtspChallenge.strongest(first.headers().getAll("WWW-Authenticate"))
                .orElseThrow(() -> new RtspException("the camera would have its password in the clear"));
        if (login.isEmpty()) {
            throw new RtspException("the camera asks for a login, and none is kept here");
        }
        challenge = Optional.of(fresh);
        answered = 0;
        RtspResponse second = connection.ask(method, where, withProof(method, where, headers));
        if (second.status() == RtspResponse.UNAUTHORIZED) {
            throw new RtspException("the camera does not take the name and the password");
        }
        return second;
    }

    private Map<String, String> withProof(HttpMethod method, String where, Map<String, String> headers) {
        Map<String, String> all = new HashMap<>(headers);
        session.ifPresent(identifier -> all.put(RtspHeaderNames.SESSION.toString(), identifier));
        challenge.ifPresent(asked -> all.put(
                RtspHeaderNames.AUTHORIZATION.toString(),
                asked.answer(login.orElseThrow(), method.name(), where, ++answered)));
        return all;
    }

    /** RFC 2326, section C.1.1: a URI of its own, or one within the base, which ends in a slash whether it says so or not. */
    private String resolved(String control) {
        if (control.equals(ALL)) {
            return base;
        }
        if (control.regionMatches(true, 0, "rtsp:", 0, 5)) {
            return control;
        }
        String folder = base.endsWith("/") ? base : base + "/";
        return folder + (control.startsWith("/") ? control.substring(1) : control);
    }
}
