// OpenQASM 3.1, written from the language specification (https://openqasm.com/versions/3.1). The whole language is
// parsed, so that what the checker does not support yet is refused by its name and not as a syntax error.
parser grammar OpenQasm3Parser;
options { tokenVocab = OpenQasm3Lexer; }

// ---------------------------------------------------------------- program
program : version? statement* EOF ;
// What the reader feeds to the parser: one statement at a time.
single : statement EOF ;

version : OPENQASM (Float | Integer) SEMICOLON ;

statement : annotation* bareStatement | pragma ;
annotation : Annotation LineText? ;
pragma : PRAGMA LineText? ;
scope : LBRACE statement* RBRACE ;
body : statement | scope ;

bareStatement
  : version
  | include
  | qubitDeclaration
  | oldRegisterDeclaration
  | constDeclaration
  | ioDeclaration
  | classicalDeclaration
  | aliasDeclaration
  | gateDefinition
  | subroutineDefinition
  | externDeclaration
  | gateCall
  | phaseCall
  | measureStatement
  | resetStatement
  | barrierStatement
  | delayStatement
  | boxStatement
  | assignment
  | expressionStatement
  | ifStatement
  | forStatement
  | whileStatement
  | switchStatement
  | breakStatement
  | continueStatement
  | endStatement
  | returnStatement
  | calibrationGrammar
  | calibrationBlock
  | calibrationDefinition
  | empty
  ;

// ---------------------------------------------------------------- declarations
include : INCLUDE (String | BitString) SEMICOLON ;
qubitDeclaration : QUBIT designator? Identifier SEMICOLON ;
oldRegisterDeclaration : (QREG | CREG) Identifier designator? SEMICOLON ;
constDeclaration : CONST scalarType Identifier ASSIGN initializer SEMICOLON ;
ioDeclaration : (INPUT | OUTPUT) (scalarType | arrayType) Identifier SEMICOLON ;
classicalDeclaration : (scalarType | arrayType) Identifier (ASSIGN initializer)? SEMICOLON ;
aliasDeclaration : LET Identifier ASSIGN concatenation SEMICOLON ;
gateDefinition : GATE Identifier (LPAREN parameters=identifierList? RPAREN)? qubits=identifierList scope ;
subroutineDefinition : DEF Identifier LPAREN argumentList? RPAREN returnType? scope ;
externDeclaration : EXTERN Identifier LPAREN externArgumentList? RPAREN returnType? SEMICOLON ;

initializer : arrayLiteral | concatenation | measurement ;
arrayLiteral : LBRACE (arrayElement (COMMA arrayElement)* COMMA?)? RBRACE ;
arrayElement : expression | arrayLiteral ;
concatenation : expression (CONCAT expression)* ;
identifierList : Identifier (COMMA Identifier)* COMMA? ;

designator : LBRACKET expression RBRACKET ;
scalarType
  : kind=(BIT | INT | UINT | FLOAT | ANGLE) designator?
  | kind=(BOOL | DURATION | STRETCH | VOID)
  | kind=COMPLEX (LBRACKET scalarType RBRACKET)?
  ;
arrayType : ARRAY LBRACKET scalarType COMMA expressionList RBRACKET ;
arrayReferenceType : (READONLY | MUTABLE) ARRAY LBRACKET scalarType COMMA (expressionList | DIM ASSIGN expression) RBRACKET ;
returnType : ARROW scalarType ;
argumentList : argument (COMMA argument)* COMMA? ;
argument
  : scalarType Identifier
  | QUBIT designator? Identifier
  | (CREG | QREG) Identifier designator?
  | arrayReferenceType Identifier
  ;
externArgumentList : externArgument (COMMA externArgument)* COMMA? ;
externArgument : scalarType | arrayReferenceType | CREG designator? ;

// ---------------------------------------------------------------- quantum statements
modifier
  : kind=INV AT
  | kind=POW LPAREN expression RPAREN AT
  | kind=(CTRL | NEGCTRL) (LPAREN expression RPAREN)? AT
  ;
gateCall : modifier* Identifier (LPAREN expressionList? RPAREN)? designator? operandList SEMICOLON ;
phaseCall : modifier* GPHASE LPAREN expressionList? RPAREN designator? operandList? SEMICOLON ;
measurement : MEASURE operand ;
measureStatement : measurement (ARROW place)? SEMICOLON ;
resetStatement : RESET operand SEMICOLON ;
barrierStatement : BARRIER operandList? SEMICOLON ;
delayStatement : DELAY designator operandList? SEMICOLON ;
boxStatement : BOX designator? scope ;

operandList : operand (COMMA operand)* COMMA? ;
operand : place | HardwareQubit ;
place : Identifier indexOperator* ;
indexOperator : LBRACKET (setLiteral | indexItem (COMMA indexItem)* COMMA?) RBRACKET ;
indexItem : expression | range ;
range : first=expression? COLON middle=expression? (second=COLON last=expression?)? ;
setLiteral : LBRACE expressionList RBRACE ;

// ---------------------------------------------------------------- classical statements
assignment : place op=(ASSIGN | COMPOUND_ASSIGN) (concatenation | measurement | arrayLiteral) SEMICOLON ;
expressionStatement : expression SEMICOLON ;
ifStatement : IF LPAREN expression RPAREN thenBody=body (ELSE elseBody=body)? ;
forStatement : FOR scalarType Identifier IN (setLiteral | LBRACKET range RBRACKET | expression) body ;
whileStatement : WHILE LPAREN expression RPAREN body ;
switchStatement : SWITCH LPAREN expression RPAREN LBRACE switchCase* RBRACE ;
switchCase : CASE expressionList scope | DEFAULT scope ;
breakStatement : BREAK SEMICOLON ;
continueStatement : CONTINUE SEMICOLON ;
endStatement : END SEMICOLON ;
returnStatement : RETURN (expression | measurement)? SEMICOLON ;
empty : SEMICOLON ;

// ---------------------------------------------------------------- pulse level, kept as text
calibrationGrammar : DEFCALGRAMMAR (String | BitString) SEMICOLON ;
calibrationBlock : CAL LBRACE CalText? RBRACE ;
calibrationDefinition : DEFCAL DefcalHead LBRACE CalText? RBRACE ;

// ---------------------------------------------------------------- expressions, tightest first
expressionList : expression (COMMA expression)* COMMA? ;
expression
  : LPAREN expression RPAREN                                            # groupExpression
  | expression indexOperator                                            # indexExpression
  | <assoc=right> expression op=POWER expression                        # powerExpression
  | op=(TILDE | BANG | MINUS | PLUS) expression                         # unaryExpression
  | expression op=(STAR | SLASH | PERCENT) expression                   # binaryExpression
  | expression op=(PLUS | MINUS) expression                             # binaryExpression
  | expression op=SHIFT expression                                      # binaryExpression
  | expression op=COMPARE expression                                    # binaryExpression
  | expression op=EQUAL expression                                      # binaryExpression
  | expression op=AMPERSAND expression                                  # binaryExpression
  | expression op=CARET expression                                      # binaryExpression
  | expression op=PIPE expression                                       # binaryExpression
  | expression op=AND expression                                        # binaryExpression
  | expression op=OR expression                                         # binaryExpression
  | (scalarType | arrayType) LPAREN expression RPAREN                   # castExpression
  | DURATIONOF LPAREN scope RPAREN                                      # durationExpression
  | name=(Identifier | POW) LPAREN expressionList? RPAREN               # callExpression
  | atom=(Identifier | Integer | Binary | Octal | Hex | Float | Imaginary | Boolean | BitString | Timing
         | HardwareQubit)                                               # atomExpression
  ;
