package org.courtbridge.signalling.sip;

import java.net.InetAddress;
import java.text.ParseException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.sip.ClientTransaction;
import javax.sip.InvalidArgumentException;
import javax.sip.SipException;
import javax.sip.SipProvider;
import javax.sip.address.URI;
import javax.sip.message.Request;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.courtbridge.media.health.InternalErrors;
import org.courtbridge.media.health.Part;
import org.courtbridge.signalling.sip.registrar.Registration;
import org.courtbridge.signalling.sip.registrar.Registrations;
import org.courtbridge.signalling.sip.stack.SipMessages;

/**
 * Asks devices that have registered over UDP whether they are there (OPTIONS; RFC 3261, section 11), which also keeps the
 * way through a NAT open. One that does not answer any of a transaction's repetitions, half a minute long, is known not to
 * answer, and stays registered for as long as it said: it may take calls all the same. Those over TCP or TLS are asked when their
 * connection is gone.
 */
final class Pings implements AutoCloseable {

    private static final Logger log = LogManager.getLogger(Pings.class);

    private final SipProvider provider;
    private final SipMessages messages;
    private final Registrations registrations;
    private final Duration interval;
    private final InternalErrors errors;
    private final CountDownLatch closed = new CountDownLatch(1);

    private Pings(
            SipProvider provider,
            SipMessages messages,
            Registrations registrations,
            Duration interval,
            InternalErrors errors) {
        this.provider = provider;
        this.messages = messages;
        this.registrations = registrations;
        this.interval = interval;
        this.errors = errors;
    }

    /** @param interval zero for none at all */
    static Pings start(
            SipProvider provider,
            SipMessages messages,
            Registrations registrations,
            Duration interval,
            InternalErrors errors) {
        Pings pings = new Pings(provider, messages, registrations, interval, errors);
        if (interval.isPositive()) {
            Thread.ofVirtual().name("sip-pings").start(pings::run);
        }
        return pings;
    }

    private void run() {
        try {
            while (!closed.await(interval.toMillis(), TimeUnit.MILLISECONDS)) {
                registrations.all().stream().filter(Registration::isUnwatched).forEach(this::pingOrReport);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Pings a device; a fault is reported, and does not keep the others from being pinged. */
    private void pingOrReport(Registration registration) {
        try {
            ping(registration);
        } catch (Throwable fault) {
            errors.report(
                    Part.SIP_PINGS,
                    "device=%s is not asked whether it is there"
                            .formatted(registration.device().id()),
                    fault);
        }
    }

    private void ping(Registration registration) {
        Ping ping = new Ping(registrations, registration);
        CallTarget target = CallTarget.of(registration);
        String transport = registration.transport();
        try {
            URI uri = messages.addresses().createURI(target.uri());
            InetAddress place = target.place(messages);
            Request options = messages.messages()
                    .createRequest(
                            uri,
                            Request.OPTIONS,
                            provider.getNewCallId(),
                            messages.headers().createCSeqHeader(1L, Request.OPTIONS),
                            messages.headers()
                                    .createFromHeader(messages.address("gateway", place, transport), messages.newTag()),
                            messages.headers()
                                    .createToHeader(messages.addresses().createAddress(uri), null),
                            List.of(messages.via(place, transport)),
                            messages.headers().createMaxForwardsHeader(70));
            for (String hop : target.route()) {
                options.addHeader(messages.headers()
                        .createRouteHeader(messages.addresses().createAddress(hop)));
            }
            ClientTransaction transaction = provider.getNewClientTransaction(options);
            transaction.setApplicationData(ping);
            transaction.sendRequest();
        } catch (ParseException | InvalidArgumentException | SipException e) {
            log.debug(
                    "device={} not asked whether it is there: {}",
                    registration.device().id(),
                    e.getMessage());
            ping.unanswered();
        }
    }

    @Override
    public void close() {
        closed.countDown();
    }

    /** One that has been sent. */
    record Ping(Registrations registrations, Registration registration) {

        /** Whatever the answer is, the device is there. */
        void answered() {
            registrations.answers(registration);
        }

        void unanswered() {
            if (registrations.silent(registration)) {
                log.info(
                        "device={} does not answer; it is registered until {}",
                        registration.device().id(),
                        registration.expires());
            }
        }
    }
}
