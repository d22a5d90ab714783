package org.courtbridge.operations.enrolment;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.courtbridge.court.access.Passwords;
import org.courtbridge.operations.enrolment.ZeroTouch.Answer;
import org.courtbridge.provisioning.files.ConfigTemplate;
import org.courtbridge.provisioning.files.DeviceAccount;
import org.courtbridge.provisioning.files.DeviceModel;
import org.courtbridge.provisioning.files.HardwareId;
import org.courtbridge.provisioning.inventory.DeviceDescription;
import org.courtbridge.provisioning.inventory.Placement;

/**
 * Configures codecs of Cisco that have us as their external manager, by the token in its path or the codec's certificate: with its first
 * words, and when what it was told last is no longer what its template and account give. What it was told is kept as a digest.
 *
 * <p>A token's time ends, and a codec would post to its path for ever: before it ends the codec is told to stop.
 */
final class ExternalManager {

    /** As Cisco's TMS has codecs post that it cannot reach. */
    private static final Duration BEAT = Duration.ofMinutes(15);

    /** While a token is good: its time is short. */
    private static final Duration QUICK_BEAT = Duration.ofMinutes(1);

    private final ZeroTouch.Parts parts;

    ExternalManager(ZeroTouch.Parts parts) {
        this.parts = parts;
    }

    Answer byToken(PostEvent event, String hash, String source, Instant now) {
        Duration window = parts.settings().window();
        Optional<Enrolments.Enrolment> found = parts.enrolments().find(hash).filter(one -> one.isOpen(now, window));
        Optional<Placement> place = found.flatMap(one -> parts.inventory().placement(one.deviceId()))
                .filter(ZeroTouch::isEnabled);
        if (found.isEmpty() || place.isEmpty()) {
            return ZeroTouch.NOTHING;
        }
        Enrolments.Enrolment enrolment = found.get();
        Placement placement = place.get();
        Optional<String> id = identity(enrolment, placement, event);
        if (id.isEmpty()) {
            return ZeroTouch.NOTHING;
        }
        Optional<ConfigTemplate> template = template(placement);
        if (template.isEmpty()) {
            return ZeroTouch.NO_SUCH_FILE;
        }
        // Before the token is used up: a template that is broken must not cost it.
        rendered(placement, template.get(), "", id.get());
        boolean admitted = parts.enrolments()
                .redeem(
                        new Enrolments.Use(hash, id.get(), source, now, window),
                        Passwords::generate,
                        now.plus(parts.settings().overlap()));
        Instant end = enrolment.boundAt().orElse(now).plus(window);
        boolean isLast = !now.plus(QUICK_BEAT.multipliedBy(2)).isBefore(end);
        return admitted
                ? told(
                        placement,
                        template.get(),
                        id.get(),
                        event,
                        new PostEventResponse(
                                isLast ? Optional.of(PostEventResponse.NO_MANAGER) : Optional.empty(), QUICK_BEAT))
                : ZeroTouch.NOTHING;
    }

    /** It proved by its key which device it is. */
    Answer byCertificate(PostEvent event, Placement placement) {
        return template(placement)
                .map(template -> told(
                        placement,
                        template,
                        event.hardware().getFirst(),
                        event,
                        new PostEventResponse(Optional.empty(), BEAT)))
                .orElse(ZeroTouch.NO_SUCH_FILE);
    }

    /** By which of its identities the codec may use the token; empty if by none. */
    private Optional<String> identity(Enrolments.Enrolment enrolment, Placement placement, PostEvent event) {
        List<String> said = event.hardware();
        Optional<String> only =
                enrolment.boundTo().or(() -> Optional.of(enrolment.hardware()).filter(hardware -> !hardware.isEmpty()));
        if (only.isPresent()) {
            return only.filter(said::contains);
        }
        List<String> known = HardwareId.known(placement.description());
        Optional<String> own = said.stream().filter(known::contains).findFirst();
        boolean mayBe = said.stream().allMatch(id -> ZeroTouch.isOf(parts.inventory(), placement, "", id));
        return own.or(() -> mayBe ? Optional.of(said.getFirst()) : Optional.empty());
    }

    /** Whoever posts such an event is Cisco's, though nobody has entered it. */
    private Optional<ConfigTemplate> template(Placement placement) {
        DeviceDescription description = placement.description();
        DeviceModel model = new DeviceModel(
                description.make().isBlank() ? "Cisco" : description.make(),
                description.model(),
                description.firmware());
        return parts.templates().told(model, DeviceAccount.protocols(description), ZeroTouch.MANAGED_DRIVER);
    }

    private String rendered(Placement placement, ConfigTemplate template, String password, String id) {
        return PostEventResponse.configuration(template.render(DeviceAccount.of(
                placement.device(),
                placement.description(),
                password,
                id,
                parts.address().get())));
    }

    /** @param otherwise if there is nothing new for the codec */
    private Answer told(
            Placement placement, ConfigTemplate template, String id, PostEvent event, PostEventResponse otherwise) {
        String device = placement.device().id();
        Optional<String> password = parts.devices().password(device);
        if (password.isEmpty()) {
            return ZeroTouch.NOTHING;
        }
        String configuration = rendered(placement, template, password.get(), id);
        String digest = digest(configuration);
        if (!event.isFirst() && parts.enrolments().told(device).equals(Optional.of(digest))) {
            return new Answer.Managed(otherwise);
        }
        parts.enrolments().tell(device, digest);
        return new Answer.Managed(new PostEventResponse(Optional.of(configuration), otherwise.heartbeat()));
    }

    private static String digest(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
