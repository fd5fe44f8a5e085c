package io.cascadeflow.confidence.code;

import net.sf.jsqlparser.JSQLParserException;
import net.sf.jsqlparser.parser.CCJSqlParserUtil;

/** SQL statements of the usual dialects, by JSqlParser. Only to be touched when that is on the class path. */
final class SqlSyntax implements Syntax {

    @Override
    public boolean accepts(String code) {
        try {
            return !CCJSqlParserUtil.parseStatements(code).isEmpty();
        } catch (JSQLParserException | RuntimeException e) {
            return false;
        }
    }
}
