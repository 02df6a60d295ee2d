// OpenQASM 2.0, written from "Open Quantum Assembly Language" (arXiv:1707.03429), section 4 and figure 5.
// Deviations, all harmless: identifiers may begin with a capital letter (U and CX are ordinary names, defined by the
// checker), and the empty statement is allowed. Everything the paper does not know is a syntax error here.
grammar OpenQasm2;

// ---------------------------------------------------------------- program
program : version statement* EOF ;
// What the reader feeds to the parser: one statement at a time.
single : statement EOF ;

version : OPENQASM (Real | Integer) SEMICOLON ;

statement
  : version
  | include
  | registerDeclaration
  | gateDefinition
  | opaqueDeclaration
  | conditional
  | quantumOperation
  | barrierStatement
  | emptyStatement
  ;

include : INCLUDE String SEMICOLON ;
registerDeclaration : (QREG | CREG) Identifier LBRACKET Integer RBRACKET SEMICOLON ;

gateDefinition : GATE gateSignature LBRACE gateBody RBRACE ;
opaqueDeclaration : OPAQUE gateSignature SEMICOLON ;
gateSignature : Identifier (LPAREN parameters=identifierList? RPAREN)? qubits=identifierList ;
identifierList : Identifier (COMMA Identifier)* ;
// Any statement may follow syntactically; the checker says which may not stand in a gate.
gateBody : statement* ;

conditional : IF LPAREN Identifier EQUALS Integer RPAREN statement ;
quantumOperation : gateCall | measureStatement | resetStatement ;
gateCall : Identifier (LPAREN expressionList? RPAREN)? operandList SEMICOLON ;
measureStatement : MEASURE operand ARROW operand SEMICOLON ;
resetStatement : RESET operand SEMICOLON ;
barrierStatement : BARRIER operandList SEMICOLON ;
emptyStatement : SEMICOLON ;

operandList : operand (COMMA operand)* ;
operand : Identifier (LBRACKET Integer RBRACKET)? ;

// ---------------------------------------------------------------- expressions, tightest first
expressionList : expression (COMMA expression)* ;
expression
  : LPAREN expression RPAREN                                 # groupExpression
  | <assoc=right> expression op=CARET expression             # powerExpression
  | op=(PLUS | MINUS) expression                             # signExpression
  | expression op=(STAR | SLASH) expression                  # productExpression
  | expression op=(PLUS | MINUS) expression                  # sumExpression
  | function=(SIN | COS | TAN | EXP | LN | SQRT | Identifier) LPAREN expression RPAREN # functionExpression
  | (Integer | Real | PI | Identifier)                       # atomExpression
  ;

// ---------------------------------------------------------------- tokens
OPENQASM : 'OPENQASM' ;
INCLUDE : 'include' ;
QREG : 'qreg' ;
CREG : 'creg' ;
GATE : 'gate' ;
OPAQUE : 'opaque' ;
IF : 'if' ;
MEASURE : 'measure' ;
RESET : 'reset' ;
BARRIER : 'barrier' ;
PI : 'pi' ;
SIN : 'sin' ;
COS : 'cos' ;
TAN : 'tan' ;
EXP : 'exp' ;
LN : 'ln' ;
SQRT : 'sqrt' ;

SEMICOLON : ';' ;
COMMA : ',' ;
LPAREN : '(' ;
RPAREN : ')' ;
LBRACKET : '[' ;
RBRACKET : ']' ;
LBRACE : '{' ;
RBRACE : '}' ;
ARROW : '->' ;
EQUALS : '==' ;
PLUS : '+' ;
MINUS : '-' ;
STAR : '*' ;
SLASH : '/' ;
CARET : '^' ;

Identifier : [A-Za-z_] [A-Za-z0-9_]* ;
Integer : '0' | [1-9] [0-9]* ;
Real : ([0-9]+ '.' [0-9]* | '.' [0-9]+ | [0-9]+) ([eE] [+-]? [0-9]+) | [0-9]+ '.' [0-9]* | '.' [0-9]+ ;
String : '"' ~["\r\n]* '"' ;

// A number glued to letters or other digits ("1e", "007", "3q"): one token, so that it is one error.
BadNumber : [0-9] [A-Za-z0-9_.]* ;

Whitespace : [ \t\r\n\f\u000B\uFEFF]+ -> skip ;
LineComment : '//' ~[\r\n]* -> skip ;
BlockComment : '/*' .*? '*/' -> skip ;
// Any other character becomes a token, so that the parser reports it in its place.
Stray : . ;
