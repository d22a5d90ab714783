package org.courtbridge.operations.enrolment;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.courtbridge.court.access.GuessingLimit;
import org.courtbridge.court.access.Passwords;
import org.courtbridge.provisioning.audit.AuditEntry.Subject;
import org.courtbridge.provisioning.audit.AuditTrail;
import org.courtbridge.provisioning.audit.Change;
import org.courtbridge.provisioning.certificates.DeviceCertificates;
import org.courtbridge.provisioning.files.ConfigTemplate;
import org.courtbridge.provisioning.files.DeviceAccount;
import org.courtbridge.provisioning.files.DeviceModel;
import org.courtbridge.provisioning.files.GatewayAddress;
import org.courtbridge.provisioning.files.HardwareId;
import org.courtbridge.provisioning.files.RenderedFile;
import org.courtbridge.provisioning.files.TemplateCatalogue;
import org.courtbridge.provisioning.files.TemplateException;
import org.courtbridge.provisioning.inventory.Device;
import org.courtbridge.provisioning.inventory.DeviceDescription;
import org.courtbridge.provisioning.inventory.Devices;
import org.courtbridge.provisioning.inventory.Inventory;
import org.courtbridge.provisioning.inventory.Placement;

/**
 * Gives devices that ask for their configuration the file that they ask for. Who may not have it is never told why: an unknown
 * device, a wrong token, one whose time is over and one that another device used are all {@link Answer.Nothing}.
 *
 * <p>Blocks; from any thread.
 */
public final class ZeroTouch {

    /** The driver whose template a codec is answered with that has us as its external manager: what is told over HTTPS. */
    public static final String MANAGED_DRIVER = "cisco-ce";

    private static final Logger LOG = LogManager.getLogger(ZeroTouch.class);
    private static final Duration BLOCK = Duration.ofMinutes(15);
    private static final int LONGEST_NAME = 60;

    /** Refusals a minute that become entries of the audit trail; all are counted, and logged. */
    private static final int AUDITED_A_MINUTE = 60;

    private final Parts parts;
    private final ExternalManager manager;
    private final InstantSource clock;

    /** A court's network may be behind one address, and a device that is set up wrongly asks again and again. */
    private final GuessingLimit guesses = new GuessingLimit(
            new GuessingLimit.Limits(5, Duration.ofSeconds(2), 10, BLOCK),
            new GuessingLimit.Limits(20, Duration.ofSeconds(2), 60, BLOCK));

    private final LongAdder served = new LongAdder();
    private final LongAdder refused = new LongAdder();
    private final LongAdder slowed = new LongAdder();
    private Instant minute = Instant.MIN;
    private int audited;

    public record Parts(
            Devices devices,
            Inventory inventory,
            Enrolments enrolments,
            AuditTrail audit,
            TemplateCatalogue templates,
            Supplier<GatewayAddress> address,
            DeviceCertificates certificates,
            ProvisioningSettings settings) {}

    public ZeroTouch(Parts parts, InstantSource clock) {
        this.parts = parts;
        this.manager = new ExternalManager(parts);
        this.clock = clock;
    }

    /**
     * @param file its name alone
     * @param token from the path, or the password of HTTP's Basic authentication
     * @param certificates that the client presented, its own first; may be empty
     * @param source IP address
     */
    public record Request(String file, Optional<String> token, List<X509Certificate> certificates, String source) {

        /** Of which nothing is to be told. */
        Request withoutFile() {
            return new Request("?", token, certificates, source);
        }

        /** Without the token. */
        @Override
        public String toString() {
            return "Request[" + printable(file) + ", " + source + "]";
        }
    }

    public sealed interface Answer {

        record File(RenderedFile file) implements Answer {}

        /** To a codec whose external manager we are. */
        record Managed(PostEventResponse response) implements Answer {}

        /**
         * There is nothing for whoever asks.
         *
         * @param guess whether nothing that was shown was good; whoever is answered must not learn it
         */
        record Nothing(boolean guess) implements Answer {}

        /** Nobody has said who asks: many devices send name and password only when they are asked for them. */
        record WhoAsks() implements Answer {}

        record TooMany(Duration pause) implements Answer {}
    }

    static final Answer NOTHING = new Answer.Nothing(true);

    /** Devices ask for more files than there are. */
    static final Answer NO_SUCH_FILE = new Answer.Nothing(false);

    public long served() {
        return served.sum();
    }

    public long refused() {
        return refused.sum();
    }

    /** Requests that came too soon after those that were refused. */
    public long slowed() {
        return slowed.sum();
    }

    /** @param request for a file */
    public Answer answer(Request request) {
        return answer(request, this::byToken, this::byCertificate);
    }

    /** @param request whose file is what the codec says that it is */
    public Answer answer(Request request, PostEvent event) {
        return answer(
                request,
                (asked, hash, now) -> manager.byToken(event, hash, asked.source, now),
                asked -> shown(asked)
                        .map(placement -> manager.byCertificate(event, placement))
                        .orElse(NOTHING));
    }

    /** Answers a request that shows a token. */
    @FunctionalInterface
    private interface ByToken {
        Answer answer(Request request, String hash, Instant now);
    }

    private Answer answer(Request request, ByToken byToken, Function<Request, Answer> byCertificate) {
        if (request.token.isEmpty() && request.certificates.isEmpty()) {
            return new Answer.WhoAsks();
        }
        Instant now = clock.instant();
        String key = request.source + "|" + request.file;
        Duration wait = guesses.attempt(key, request.source, now);
        if (!wait.isZero()) {
            slowed.increment();
            return new Answer.TooMany(wait);
        }
        Request asked = tellable(request, key);
        return answered(
                asked,
                key,
                now,
                () -> asked.token.isPresent()
                        ? byToken.answer(asked, EnrolmentToken.hash(asked.token.get()), now)
                        : byCertificate.apply(asked));
    }

    /** The name of a file is in the log: where the slash behind a token was forgotten, the token would be. */
    private Request tellable(Request request, String key) {
        try {
            boolean isToken =
                    parts.enrolments.find(EnrolmentToken.hash(request.file)).isPresent();
            return isToken ? request.withoutFile() : request;
        } catch (RuntimeException e) {
            guesses.undecided(key, request.source);
            throw e;
        }
    }

    private Answer answered(Request request, String key, Instant now, Supplier<Answer> decide) {
        try {
            Answer answer = decide.get();
            switch (answer) {
                case Answer.File(RenderedFile file) -> {
                    served.increment();
                    guesses.succeeded(key, request.source);
                    LOG.info("provisioning: {} for {}", file, request);
                }
                case Answer.Managed(PostEventResponse response) -> {
                    served.increment();
                    guesses.succeeded(key, request.source);
                    LOG.info("provisioning: {} for {}", response, request);
                }
                case Answer.Nothing(boolean guess)
                when !guess -> {
                    guesses.undecided(key, request.source);
                    LOG.info("provisioning: there is no such file for {}", request);
                }
                case Answer.Nothing _, Answer.WhoAsks _, Answer.TooMany _ -> refuse(request, now);
            }
            return answer;
        } catch (TemplateException e) {
            guesses.undecided(key, request.source);
            LOG.error("provisioning: {} cannot be answered: {}", request, e.getMessage());
            return NO_SUCH_FILE;
        } catch (RuntimeException e) {
            guesses.undecided(key, request.source);
            throw e;
        }
    }

    private void refuse(Request request, Instant now) {
        refused.increment();
        LOG.info("provisioning: nothing for {}", request);
        if (mayBeAudited(now)) {
            String name = printable(request.file);
            parts.audit.note(
                    "system",
                    "enrolment.refuse",
                    new Subject("provisioning", "", name),
                    List.of(new Change("source", "", request.source)));
        }
    }

    /** A stranger must not fill the trail. */
    private synchronized boolean mayBeAudited(Instant now) {
        if (!now.isBefore(minute.plusSeconds(60))) {
            minute = now;
            audited = 0;
        }
        return audited++ < AUDITED_A_MINUTE;
    }

    /** A stranger's text for a page and a log: shortened, and without unusual characters. */
    static String printable(String text) {
        String plain = text.replaceAll("[^A-Za-z0-9._-]", "?");
        return plain.length() > LONGEST_NAME ? plain.substring(0, LONGEST_NAME) : plain;
    }

    private Answer byToken(Request request, String hash, Instant now) {
        Duration window = parts.settings.window();
        Optional<Enrolments.Enrolment> enrolment = parts.enrolments.find(hash).filter(one -> one.isOpen(now, window));
        Optional<Placement> placement = enrolment
                .flatMap(one -> parts.inventory.placement(one.deviceId()))
                .filter(ZeroTouch::isEnabled);
        if (enrolment.isEmpty() || placement.isEmpty()) {
            return NOTHING;
        }
        Optional<TemplateCatalogue.Asked> asked = asked(placement.get(), request.file);
        if (asked.isEmpty()) {
            return NO_SUCH_FILE;
        }
        String id = asked.get().id().orElse(enrolment.get().hardware());
        if (!enrolment.get().admits(id, now, window)
                || !isOf(parts.inventory, placement.get(), enrolment.get().hardware(), id)) {
            return NOTHING;
        }
        ConfigTemplate template = asked.get().template();
        // Before the token is used up: a template that is broken must not cost it.
        RenderedFile trial = template.render(account(placement.get(), "", id));
        if (template.role() == ConfigTemplate.Role.COMMON) {
            return new Answer.File(trial);
        }
        boolean admitted = parts.enrolments.redeem(
                new Enrolments.Use(hash, id, request.source, now, window),
                Passwords::generate,
                now.plus(parts.settings.overlap()));
        return admitted ? withPassword(placement.get(), template, id) : NOTHING;
    }

    /**
     * Whether the inventory has nothing against it that a device has such a MAC address or serial number: it has the same for the
     * device, or none of this kind, and no other device has it.
     *
     * @param hardware for which the token was issued: who issued it knew better
     */
    static boolean isOf(Inventory inventory, Placement placement, String hardware, String id) {
        DeviceDescription known = placement.description();
        if (!hardware.isEmpty() || id.isEmpty() || HardwareId.known(known).contains(id)) {
            return true;
        }
        boolean hasOther =
                HardwareId.known(known).stream().anyMatch(own -> HardwareId.isMac(own) == HardwareId.isMac(id));
        return !hasOther
                && inventory.placements().stream()
                        .noneMatch(
                                other -> HardwareId.known(other.description()).contains(id));
    }

    /** As often as it asks, the password that it has: it proved by its key that it is the device. */
    private Answer byCertificate(Request request) {
        return shown(request)
                .map(place -> asked(place, request.file)
                        .map(asked ->
                                withPassword(place, asked.template(), asked.id().orElse("")))
                        .orElse(NO_SUCH_FILE))
                .orElse(NOTHING);
    }

    /** The device whose certificate the client presented. */
    private Optional<Placement> shown(Request request) {
        return parts.certificates
                .deviceOf(request.certificates)
                .map(Device::id)
                .flatMap(parts.inventory::placement)
                .filter(ZeroTouch::isEnabled);
    }

    static boolean isEnabled(Placement placement) {
        return placement.device().enabled();
    }

    private Optional<TemplateCatalogue.Asked> asked(Placement placement, String file) {
        DeviceDescription description = placement.description();
        return parts.templates.asked(model(description), DeviceAccount.protocols(description), file);
    }

    public static DeviceModel model(DeviceDescription description) {
        return new DeviceModel(description.make(), description.model(), description.firmware());
    }

    private Answer withPassword(Placement placement, ConfigTemplate template, String id) {
        return parts.devices
                .password(placement.device().id())
                .<Answer>map(password -> new Answer.File(template.render(account(placement, password, id))))
                .orElse(NOTHING);
    }

    private DeviceAccount account(Placement placement, String password, String id) {
        return DeviceAccount.of(placement.device(), placement.description(), password, id, parts.address.get());
    }
}
