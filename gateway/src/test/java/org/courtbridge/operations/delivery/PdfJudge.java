package org.courtbridge.operations.delivery;

import java.io.ByteArrayInputStream;
import java.util.List;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;

/** veraPDF, which archives and authorities go by: whether a document is what it says it is. */
public final class PdfJudge {

    static {
        VeraGreenfieldFoundryProvider.initialise();
    }

    private PdfJudge() {}

    /** @return what is wrong with a document as PDF/A-2a and as PDF/UA-1: the rule, and where */
    public static List<String> complaints(byte[] pdf) {
        return List.of(PDFAFlavour.PDFA_2_A, PDFAFlavour.PDFUA_1).stream()
                .flatMap(standard -> complaints(pdf, standard).stream())
                .toList();
    }

    private static List<String> complaints(byte[] pdf, PDFAFlavour standard) {
        try (PDFAParser parser = Foundries.defaultInstance().createParser(new ByteArrayInputStream(pdf), standard);
                PDFAValidator validator = Foundries.defaultInstance().createValidator(standard, false)) {
            return validator.validate(parser).getTestAssertions().stream()
                    .map(failed -> "%s %s: %s, at %s"
                            .formatted(
                                    standard.getId(),
                                    failed.getRuleId().getClause(),
                                    failed.getMessage(),
                                    failed.getLocation().getContext()))
                    .toList();
        } catch (Exception e) {
            throw new AssertionError(standard.getId(), e);
        }
    }
}
