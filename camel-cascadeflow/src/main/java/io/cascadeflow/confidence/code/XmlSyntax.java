package io.cascadeflow.confidence.code;

import java.io.IOException;
import java.io.StringReader;
import javax.xml.XMLConstants;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.parsers.SAXParserFactory;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

/** Well-formed XML. A document type is refused: what it refers to is not ours to fetch, and none of it is in a sound answer. */
final class XmlSyntax implements Syntax {

    private static final String NO_DOCTYPE = "http://apache.org/xml/features/disallow-doctype-decl";

    @Override
    public boolean accepts(String code) {
        try {
            SAXParserFactory factory = SAXParserFactory.newInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature(NO_DOCTYPE, true);
            factory.newSAXParser().parse(new InputSource(new StringReader(code.strip())), new DefaultHandler());
            return true;
        } catch (SAXException | IOException e) {
            return false;
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException("every Java platform has an XML parser that can refuse document types", e);
        }
    }
}
