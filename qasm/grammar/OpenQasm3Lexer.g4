// Tokens of OpenQASM 3.1, written from the language specification (https://openqasm.com/versions/3.1).
lexer grammar OpenQasm3Lexer;

@lexer::members {
  // '@name' begins an annotation only where a statement can begin; elsewhere '@' belongs to a gate modifier.
  bool at_statement_start() {
    // LA(-1) is the last character read, which belongs to the token.
    for (ssize_t back = -static_cast<ssize_t>(_input->index() - tokenStartCharIndex) - 1;; --back) {
      const size_t c = _input->LA(back);
      if (c == ' ' || c == '\t' || c == '\r') continue;
      return c == 0 || c == antlr4::Token::EOF || c == '\n' || c == ';' || c == '{' || c == '}';
    }
  }
}

OPENQASM : 'OPENQASM' ;
INCLUDE : 'include' ;
DEFCALGRAMMAR : 'defcalgrammar' ;
DEF : 'def' ;
CAL : 'cal' -> mode(CAL_HEAD) ;
DEFCAL : 'defcal' -> mode(DEFCAL_HEAD) ;
GATE : 'gate' ;
EXTERN : 'extern' ;
BOX : 'box' ;
LET : 'let' ;
BREAK : 'break' ;
CONTINUE : 'continue' ;
IF : 'if' ;
ELSE : 'else' ;
END : 'end' ;
RETURN : 'return' ;
FOR : 'for' ;
WHILE : 'while' ;
IN : 'in' ;
SWITCH : 'switch' ;
CASE : 'case' ;
DEFAULT : 'default' ;
PRAGMA : '#'? 'pragma' -> pushMode(REST_OF_LINE) ;
Annotation : '@' NameStart NamePart* ('.' NameStart NamePart*)* {at_statement_start()}? -> pushMode(REST_OF_LINE) ;

INPUT : 'input' ;
OUTPUT : 'output' ;
CONST : 'const' ;
READONLY : 'readonly' ;
MUTABLE : 'mutable' ;
QREG : 'qreg' ;
QUBIT : 'qubit' ;
CREG : 'creg' ;
BOOL : 'bool' ;
BIT : 'bit' ;
INT : 'int' ;
UINT : 'uint' ;
FLOAT : 'float' ;
ANGLE : 'angle' ;
COMPLEX : 'complex' ;
ARRAY : 'array' ;
VOID : 'void' ;
DURATION : 'duration' ;
STRETCH : 'stretch' ;

GPHASE : 'gphase' ;
INV : 'inv' ;
POW : 'pow' ;
CTRL : 'ctrl' ;
NEGCTRL : 'negctrl' ;
DIM : '#dim' ;
DURATIONOF : 'durationof' ;
DELAY : 'delay' ;
RESET : 'reset' ;
MEASURE : 'measure' ;
BARRIER : 'barrier' ;
Boolean : 'true' | 'false' ;

LBRACKET : '[' ;
RBRACKET : ']' ;
LBRACE : '{' ;
RBRACE : '}' ;
LPAREN : '(' ;
RPAREN : ')' ;
COLON : ':' ;
SEMICOLON : ';' ;
DOT : '.' ;
COMMA : ',' ;
ASSIGN : '=' ;
ARROW : '->' ;
PLUS : '+' ;
CONCAT : '++' ;
MINUS : '-' ;
STAR : '*' ;
POWER : '**' ;
SLASH : '/' ;
PERCENT : '%' ;
PIPE : '|' ;
OR : '||' ;
AMPERSAND : '&' ;
AND : '&&' ;
CARET : '^' ;
AT : '@' ;
TILDE : '~' ;
BANG : '!' ;
EQUAL : '==' | '!=' ;
COMPARE : '<' | '>' | '<=' | '>=' ;
SHIFT : '>>' | '<<' ;
COMPOUND_ASSIGN : '+=' | '-=' | '*=' | '/=' | '&=' | '|=' | '~=' | '^=' | '<<=' | '>>=' | '%=' | '**=' ;

Imaginary : (Decimal | FloatForm) [ \t]* 'im' ;
Binary : ('0b' | '0B') [01] ('_'? [01])* ;
Octal : '0o' [0-7] ('_'? [0-7])* ;
Integer : Decimal ;
Hex : ('0x' | '0X') [0-9a-fA-F] ('_'? [0-9a-fA-F])* ;
Identifier : NameStart NamePart* ;
HardwareQubit : '$' [0-9]+ ;
Float : FloatForm ;
Timing : (Decimal | FloatForm) [ \t]* ('dt' | 'ns' | 'us' | '\u00B5s' | '\u03BCs' | 'ms' | 's') ;
// A number glued to letters it cannot have ("1e", "0b12", "3q"): one token, so that it is one error.
BadNumber : [0-9] (NamePart | '.')* ;
BitString : '"' [01] ('_'? [01])* '"' ;
String : '"' ~["\r\n]* '"' | '\'' ~['\r\n]* '\'' ;

fragment Decimal : [0-9] ('_'? [0-9])* ;
fragment FloatForm
  : Decimal [eE] [+-]? Decimal
  | '.' Decimal ([eE] [+-]? Decimal)?
  | Decimal '.' Decimal? ([eE] [+-]? Decimal)?
  ;
fragment NameStart : '_' | [\p{Lu}\p{Ll}\p{Lt}\p{Lm}\p{Lo}\p{Nl}] ;
fragment NamePart : NameStart | [0-9] ;

Whitespace : [ \t\r\n\f\u000B\uFEFF]+ -> skip ;
LineComment : '//' ~[\r\n]* -> skip ;
BlockComment : '/*' .*? '*/' -> skip ;
// Any other character becomes a token, so that the parser reports it in its place.
Stray : . ;

// After `pragma` or an annotation's name: the rest of the line, as it stands.
mode REST_OF_LINE;
LineText : ~[\r\n]+ -> popMode ;
LineEnd : '\r'? '\n' -> skip, popMode ;

// Pulse-level text is kept but not looked into, apart from its braces.
mode CAL_HEAD;
CalSpace : [ \t\r\n\f]+ -> skip ;
CalLineComment : '//' ~[\r\n]* -> skip ;
CalBlockComment : '/*' .*? '*/' -> skip ;
CalOpen : '{' -> type(LBRACE), mode(CAL_BODY) ;
CalStray : . -> type(Stray), mode(DEFAULT_MODE) ;

mode DEFCAL_HEAD;
DefcalHead : ~[{]+ ;
DefcalOpen : '{' -> type(LBRACE), mode(CAL_BODY) ;

mode CAL_BODY;
CalText : (~[{}] | Braced)+ ;
fragment Braced : '{' (~[{}] | Braced)* '}' ;
CalClose : '}' -> type(RBRACE), mode(DEFAULT_MODE) ;
