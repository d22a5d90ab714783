/** Detection of faces in pictures. Start at {@link org.courtbridge.codecs.measure.picture.face.FaceFinder}. */
@NullMarked
package org.courtbridge.codecs.measure.picture.face;

import org.jspecify.annotations.NullMarked;
