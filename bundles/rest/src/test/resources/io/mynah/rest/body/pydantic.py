"""Records what FastAPI with pydantic v2 answers to many bodies: python3 pydantic.py pydantic.json

Needs (in an environment of its own): pip install fastapi httpx
"""
import json, base64, sys
from typing import Optional, Literal, Annotated
from fastapi import FastAPI
from fastapi.testclient import TestClient
from pydantic import BaseModel, Field, StringConstraints
S = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=100)]
class Body(BaseModel):
    text: S
    voice: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
    temperature: float = Field(1.7, ge=0.05, le=5.0)
    min_p: float = Field(0.1, ge=0.0, le=1.0)
    top_p: float = Field(0.9, ge=0.0, le=1.0)
    top_k: int = Field(50, ge=1, le=100)
    repetition_penalty: float = Field(1.0, ge=0.5, le=2.0)
    norm_loudness: bool = True
    language: str = "Auto"
    emotion: str = "Neutral"
    voice_description: Optional[str] = Field(None, max_length=200)
    seed: Optional[int] = Field(None, ge=0, le=2**63-1)
    speed: Optional[float] = Field(None, ge=0.25, le=4.0)
    response_format: Optional[Literal["wav"]] = None
    engine: Optional[str] = None
app = FastAPI(strict_content_type=False)
@app.post("/api/tts")
def tts(b: Body): return Response(json.dumps(b.model_dump(exclude_unset=True)), media_type="application/json")
from fastapi.exceptions import RequestValidationError
from fastapi.responses import Response
@app.exception_handler(RequestValidationError)
async def invalid(request, e):
    # as FastAPI does it, but for what JSON cannot say
    def fix(v):
        if isinstance(v, float) and v - v != 0: return str(v)
        if isinstance(v, dict): return {fix(k): fix(w) for k, w in v.items()}
        if isinstance(v, (list, tuple)): return [fix(w) for w in v]
        return v
    return Response(json.dumps({"detail": fix(e.errors())}, ensure_ascii=True), 422, media_type="application/json")
c = TestClient(app, raise_server_exceptions=False)
ok = '"text":"hi","voice":"v"'
B = []
def b(name, body): B.append((name, body if isinstance(body, bytes) else body.encode("utf-8", "surrogatepass")))
def f(field, *vals):
    for v in vals: b(f"{field} {v[:40]}", "{%s,\"%s\":%s}" % (ok, field, v))
b("plain", "{%s}" % ok); b("empty object", "{}"); b("no voice", '{"text":"a"}'); b("no text", '{"voice":"a"}')
for v in ['""','"  "','"\\t\\n"','1','null','true','[]','{}','1.5','"\\u00a0"','"\\u2003"','"\\u200b"','"\\u0000"','"\\ud800"','"\\ud83d\\ude00"']:
    b("text "+v, '{"text":%s,"voice":"v"}' % v); b("voice "+v, '{"text":"a","voice":%s}' % v)
b("text too long", '{"text":"%s","voice":"v"}' % ("x"*101))
b("text at limit", '{"text":"%s","voice":"v"}' % ("x"*100))
nums = ['1','1.0','0.05','0.04','5','5.0','5.1','-1','0','0.0','-0.0','1e308','1e400','-1e400','"1"','"1.0"','" 1 "','"1e0"','"abc"','""','" "','"1,5"','"0x1"','"1_0"','"1__0"','"_1"','"nan"','"inf"','"-Infinity"','"Infinity"','NaN','Infinity','-Infinity','null','true','false','[]','[1]','{}','"+1"','"1."','".5"','"1e"','123456789012345678901234567890', '"\\u0661"', '"1d"','"1f"','"0.50"','0.5','2','2.1','0.49','1.1','-0.1','"-0.1"']
for fld in ['temperature','min_p','top_p','repetition_penalty','speed']: f(fld, *nums)
ints = ['1','100','101','0','-1','50.0','50.5','1e2','1e1','1e400','NaN','"50"','"50.0"','"50.5"','"50."','"abc"','""','" 50 "','"1_0"','"1__0"','"_1"','"+5"','"-5"','"1e1"','"0x10"','"050"','null','true','false','[]','{}','123456789012345678901234567890','9223372036854775807','9223372036854775808','-9223372036854775809','"123456789012345678901234567890"','"\\u0661"','"5.0000"','".0"','"5.000001"', '1e18','1e19','"0"','"00"','"-0"','-0.0', '"- 5"','"5 0"']
for fld in ['top_k','seed']: f(fld, *ints)
f('norm_loudness','true','false','1','0','2','-1','1.0','0.0','0.5','2.0','NaN','"true"','"True"','"TRUE"','"yes"','"y"','"on"','"t"','"1"','"0"','"no"','"n"','"off"','"f"','"False"','"maybe"','""','" true"','"2"','null','[]','{}','123456789012345678901234567890','"1.0"')
for fld in ['language','emotion','voice_description','engine']: f(fld,'"x"','""','" "','null','1','1.5','true','[]','{}','"\\ud800"')
f('response_format','"wav"','"mp3"','"WAV"','null','1','""','true','[]','{}','1.5')
b('voice_description 200', '{%s,"voice_description":"%s"}'%(ok,'d'*200)); b('voice_description 201', '{%s,"voice_description":"%s"}'%(ok,'d'*201))
b('voice_description emoji 200', '{%s,"voice_description":"%s"}'%(ok,'\U0001F600'*200)); 
b("many", '{"text":"","temperature":9,"top_k":"x","norm_loudness":"maybe","min_p":-1}')
b("unknown field", '{%s,"x":{"y":[1,2]}}' % ok); b("duplicate keys", '{"text":1,%s,"voice":2,"voice":"z"}' % ok); b("duplicate last bad", '{%s,"voice":2}' % ok)
for name, body in [("null","null"),("array","[]"),("array of objects",'[{"text":"a"}]'),("string",'"a"'),("number","1"),("float","1.5"),("true","true"),("false","false"),("empty",""),("blank"," \n"),("NaN","NaN"),("zero","0"),("empty string",'""')]: b("body "+name, body)
for bad in ['{','}','[',']','{"a"','{"a":','{"a":1','{"a":1,','{"a":1,}','{,}','{"a" 1}','{"a":}','{"a":1 "b":2}','{a:1}',"{'a':1}",'[1,]','[1 2]','[1,','[,1]','{"a":1}}','{"a":1} x','x','nul','tru','{"a":nul}','{"a":01}','{"a":1.}','{"a":.5}','{"a":-}','{"a":+1}','{"a":1e}','{"a":1e+}','{"a":"x','{"a":"x\n"}','{"a":"\\x"}','{"a":"\\u12"}','{"a":"\\u12g4"}','{"a":"\\','{"a":"\t"}','{"a":0x1}','{1:2}','{"a":1,,"b":2}','{"a"::1}','/* c */{}','{"a":1}//','{"a":[1,2}','[{"a":1]','"','"abc','-','--1','{"a":Infinit}','{"a":NaNx}','{"é":x}','{"😀":x}','﻿{}','{}{}','[]]','{"a":tru}',' {"a":1 , }','[1, ]','{"a":"b"\x00}','{"a":1\n"b":2}', '{"a":"b\x7f"}', '{"a":"b\x1f"}', 'None','{"a":undefined}','{"a":[}','{"a":{]}','[[[]','{"a":"\\ud800\\u"}','-Infinit','{"a":-I}','{\xa0"a":1}','{"a":1\u2028}','{"text":"a","voice":}','<html>','text=hello&voice=v']:
    b("bad "+bad[:30], bad)
b("UTF-8 BOM", b'\xef\xbb\xbf{}')
b("bad utf8 a", b'{"text":"\xff","voice":"v"}'); b("bad utf8 b", b'{"text":"\xc3\x28","voice":"v"}'); b("bad utf8 c", b'{"text":"\xed\xa0\x80","voice":"v"}'); b("bad utf8 d", b'{"text":"abc\xe2\x82'); b("overlong", b'{"text":"\xc0\xaf","voice":"v"}')
b("deep", b"["*10000); b("deep object", b'{"a":'*10000); b("deep value", ('{%s,"x":' % ok).encode()+b"["*10000+b"]"*10000+b"}")
out=[]
for name, body in B:
    r = c.post("/api/tts", content=body, headers={"Content-Type":"application/json"})
    try: a = r.json()
    except Exception: a = r.text
    try: e={"name":name,"body":body.decode("utf-8")}
    except UnicodeDecodeError: e={"name":name,"base64":base64.b64encode(body).decode()}
    if len(body)>5000 and name.startswith("deep"): e.pop("body",None)
    e["status"]=r.status_code; e["answer"]=a
    out.append(e)
json.dump(out, open(sys.argv[1],"w"), indent=0, ensure_ascii=True)
from collections import Counter
print(len(out), Counter(o["status"] for o in out))
for o in out:
    if o["status"] not in (200,422): print(o["name"], o["status"], str(o["answer"])[:100])
