package org.courtbridge.console.fleet;

import java.util.Arrays;
import java.util.Optional;
import org.courtbridge.console.http.Call;
import org.courtbridge.console.http.RequestException;
import org.courtbridge.provisioning.inventory.Institution;
import org.courtbridge.provisioning.inventory.InstitutionContact;
import org.courtbridge.provisioning.inventory.InstitutionKind;
import org.courtbridge.provisioning.inventory.OpeningHours;

/**
 * Contents of the form of an institution, valid or not.
 *
 * @param department id of the department of its region; may be empty
 */
public record InstitutionForm(
        String name,
        InstitutionKind kind,
        String region,
        String department,
        String address,
        String phone,
        String email,
        String hours) {

    static InstitutionForm of(Institution institution) {
        InstitutionContact contact = institution.contact();
        return new InstitutionForm(
                institution.name(),
                institution.kind(),
                institution.region(),
                institution.department().orElse(""),
                contact.address(),
                contact.phone(),
                contact.email(),
                institution.hours().map(OpeningHours::toString).orElse(""));
    }

    /** As it was typed. */
    static InstitutionForm of(Call call) {
        return new InstitutionForm(
                call.field("name"),
                kind(call).orElse(InstitutionKind.COURT),
                call.field("region"),
                call.field("department"),
                call.field("address"),
                call.field("phone"),
                call.field("email"),
                call.field("hours"));
    }

    private static Optional<InstitutionKind> kind(Call call) {
        return Arrays.stream(InstitutionKind.values())
                .filter(kind -> kind.name().equals(call.field("kind")))
                .findFirst();
    }

    /**
     * The institution that a form describes.
     *
     * @throws RequestException if it has a kind that there is not
     * @throws IllegalArgumentException if a text is not valid
     */
    static Institution read(Call call, String id) {
        if (kind(call).isEmpty()) {
            throw new RequestException(400, "kind: unknown");
        }
        InstitutionForm form = of(call);
        return new Institution(
                id,
                form.name,
                form.kind,
                form.region,
                Optional.of(form.department).filter(department -> !department.isEmpty()),
                new InstitutionContact(form.address, form.phone, form.email),
                OpeningHours.parse(form.hours));
    }
}
